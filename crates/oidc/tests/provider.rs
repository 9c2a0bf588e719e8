//! Sign-in at the sandbox's identity provider over real sockets, and every way in which one can lie.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::Identity;
use oidc::claims::Doubt;
use oidc::{Failure, Oidc, Provider};
use sandbox::identity::{Client, Lie, ROLE_CLAIM};
use sandbox::{IdentityProvider, wall_clock};
use secrecy::SecretString;
use url::Url;

const BACK: &str = "http://127.0.0.1:3000/auth/oidc/callback";

struct Rig {
    idp: IdentityProvider,
    oidc: Oidc,
    verifier: SecretString,
}

fn back() -> Url {
    Url::parse(BACK).unwrap()
}

async fn rig_of(secret: &str) -> Rig {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let client = Client {
        id: "larder".to_owned(),
        secret: "a secret, with +".to_owned(),
        redirect_uris: vec![BACK.to_owned()],
    };
    let idp = IdentityProvider::new(&origin, client, wall_clock());
    let router = idp.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let oidc = Oidc::new(Provider {
        issuer: Url::parse(idp.issuer()).unwrap(),
        client_id: "larder".to_owned(),
        client_secret: secret.into(),
    });
    Rig {
        idp,
        oidc: oidc.unwrap(),
        verifier: SecretString::from("v".repeat(64)),
    }
}

async fn rig() -> Rig {
    rig_of("a secret, with +").await
}

impl Rig {
    async fn code(&self) -> String {
        let url = self.oidc.authorize_url(&back(), "s", &self.verifier).await;
        let back = self.idp.authorize(url.unwrap().as_str(), "Anna").unwrap();
        let back = Url::parse(&back).unwrap();
        let found = back.query_pairs().find(|(name, _)| name == "code");
        found.unwrap().1.into_owned()
    }

    async fn sign_in(&self) -> Result<Identity, Failure> {
        let code = self.code().await;
        self.oidc.identity(&back(), &code, &self.verifier).await
    }
}

#[tokio::test]
async fn somebody_is_issuer_and_subject() {
    let rig = rig().await;
    let identity = rig.sign_in().await.unwrap();
    assert_eq!(identity.issuer, rig.idp.issuer());
    assert_eq!(identity.subject, "anna");
    rig.oidc.examine(&back()).await.unwrap();
}

#[tokio::test]
async fn the_makers_people_are_called_something_and_have_roles() {
    let rig = rig().await;
    let back = back();
    let person = async |who: &str, claim: Option<&str>| {
        let url = rig.oidc.authorize_url_with_name(&back, "s", &rig.verifier);
        let way = rig.idp.authorize(url.await.unwrap().as_str(), who).unwrap();
        let way = Url::parse(&way).unwrap();
        let code = way
            .query_pairs()
            .find(|(name, _)| name == "code")
            .unwrap()
            .1;
        let person = rig.oidc.person(&back, &code, &rig.verifier, claim).await;
        let person = person.unwrap();
        (person.name, person.claimed)
    };
    let ada = || Some("Ada".to_owned());
    let claimed = vec!["admin".to_owned(), "everybody".to_owned()];
    assert_eq!(person("Ada", Some(ROLE_CLAIM)).await, (ada(), claimed));
    assert_eq!(person("Ada", Some("other")).await, (ada(), vec![]));
    assert_eq!(person("Ada", None).await, (ada(), vec![]));
    rig.idp.employ("Ada", None);
    assert_eq!(person("Ada", Some(ROLE_CLAIM)).await, (ada(), vec![]));
    assert_eq!(person("Anna", Some(ROLE_CLAIM)).await, (None, vec![]));
}

#[tokio::test]
async fn a_code_works_once_and_with_its_own_verifier() {
    let rig = rig().await;
    let code = rig.code().await;
    let other = SecretString::from("w".repeat(64));
    let stolen = rig.oidc.identity(&back(), &code, &other).await;
    assert!(matches!(stolen, Err(Failure::CodeRefused)), "{stolen:?}");
    let again = rig.oidc.identity(&back(), &code, &rig.verifier).await;
    assert!(matches!(again, Err(Failure::CodeRefused)), "{again:?}");
}

#[tokio::test]
async fn a_lie_is_seen_through() {
    let rig = rig().await;
    for (lie, expected) in [
        (Lie::OtherNonce, Doubt::OtherNonce),
        (Lie::OtherAudience, Doubt::Invalid),
        (Lie::Shared, Doubt::Invalid),
        (Lie::OtherParty, Doubt::Invalid),
        (Lie::OtherIssuer, Doubt::Invalid),
        (Lie::SeveralIssuers, Doubt::Invalid),
        (Lie::NotYet, Doubt::Invalid),
        (Lie::Critical, Doubt::Unreadable),
        (Lie::Expired, Doubt::Invalid),
        (Lie::Unsigned, Doubt::Unreadable),
        (Lie::WithTheSecret, Doubt::Unreadable),
        (Lie::OtherKey, Doubt::UnknownKey),
        (Lie::Nobody, Doubt::Nobody),
    ] {
        rig.idp.lie(lie);
        let found = rig.sign_in().await;
        assert!(
            matches!(&found, Err(Failure::Doubtful(doubt)) if *doubt == expected),
            "{lie:?}: {found:?}"
        );
    }
    rig.idp.lie(Lie::None);
    rig.sign_in().await.unwrap();
}

#[tokio::test]
async fn a_slash_at_the_end_of_the_issuer_makes_nobody_somebody_else() {
    let rig = rig().await;
    let plain = rig.sign_in().await.unwrap();
    rig.idp.lie(Lie::Slash);
    assert_eq!(rig.sign_in().await.unwrap(), plain);
}

#[tokio::test]
async fn a_provider_that_is_not_as_configured_is_named_as_that() {
    let rig = rig().await;
    rig.idp.lie(Lie::OtherConfiguration);
    let found = rig.oidc.examine(&back()).await;
    assert!(matches!(found, Err(Failure::Misconfigured(_))), "{found:?}");
    rig.idp.lie(Lie::Down);
    let found = rig.oidc.examine(&back()).await;
    assert!(matches!(found, Err(Failure::Unavailable)), "{found:?}");
    let rig = rig_of("wrong").await;
    let found = rig.oidc.examine(&back()).await;
    assert!(matches!(found, Err(Failure::InvalidClient)), "{found:?}");
    let found = rig.sign_in().await;
    assert!(matches!(found, Err(Failure::InvalidClient)), "{found:?}");
}
