use store::{ClaimCode, Error, Store, Tx};

use crate::sample::{at, machine_in};

const PRINTED: &[u8] = &[0, 255, 1];
const SCREEN: &[u8] = b"screen";
const OTHER: &[u8] = b"other";

/// A printed code and one of the screen for a first machine, a printed one for a second.
async fn codes(tx: &mut Tx) -> [(&'static [u8], ClaimCode); 3] {
    let (one, two) = (
        machine_in(tx, 1).await.device,
        machine_in(tx, 2).await.device,
    );
    let code = |device_id, expires_at| ClaimCode {
        device_id,
        expires_at,
    };
    let codes = [
        (PRINTED, code(one, None)),
        (SCREEN, code(one, Some(at(10)))),
        (OTHER, code(two, None)),
    ];
    for (hash, code) in codes {
        tx.claim_code_insert(hash, code).await.unwrap();
    }
    codes
}

pub(crate) async fn claim_codes_read_back(store: Store) {
    let mut tx = store.write().await.unwrap();
    for (hash, code) in codes(&mut tx).await {
        assert_eq!(tx.claim_code(hash).await.unwrap(), Some(code));
    }
    assert_eq!(tx.claim_code(b"").await.unwrap(), None);
}

pub(crate) async fn a_code_is_there_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [(hash, code), ..] = codes(&mut tx).await;
    let refused = tx.claim_code_insert(hash, code).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
}

pub(crate) async fn printed_codes_and_screen_codes_go_apart(store: Store) {
    for (printed, gone, left) in [(true, PRINTED, SCREEN), (false, SCREEN, PRINTED)] {
        let mut tx = store.write().await.unwrap();
        let [(_, code), ..] = codes(&mut tx).await;
        tx.claim_codes_delete(code.device_id, printed)
            .await
            .unwrap();
        assert_eq!(tx.claim_code(gone).await.unwrap(), None);
        assert!(tx.claim_code(left).await.unwrap().is_some());
        assert!(tx.claim_code(OTHER).await.unwrap().is_some());
    }
}
