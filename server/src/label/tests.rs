//! Labels are as they were, and scanners read them.

use rqrr::PreparedImage;

use super::sheet::Paper;
use super::*;

fn label() -> Label {
    let code = "7QK3-0ZXW-91FN";
    Label {
        serial: "B2K00017".to_owned(),
        claim_code: code.to_owned(),
        claim_url: claim_url("https://coffee.example", code),
    }
}

/// What a scanner reads of dark and light dots.
fn read(side: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
    let mut image =
        PreparedImage::prepare_from_greyscale(
            side,
            side,
            |x, y| {
                if is_dark(x, y) { 0 } else { 255 }
            },
        );
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code is seen");
    grids[0].decode().unwrap().1
}

#[test]
fn the_code_of_an_svg_is_read_back() {
    let svg = svg::label(&label()).unwrap();
    let path = svg
        .split(" d=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let runs: Vec<(usize, usize, usize)> = path
        .split_terminator('z')
        .map(|run| {
            let (at, rest) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let long = rest.split_once('v').unwrap().0;
            (
                x.parse().unwrap(),
                y.parse().unwrap(),
                long.parse().unwrap(),
            )
        })
        .collect();
    let side = Qr::of(&label().claim_url).unwrap().side;
    let (dots, margin) = (6, 4);
    let text = read((side + 2 * margin) * dots, |x, y| {
        let (x, y) = (x / dots, y / dots);
        runs.iter().any(|(from, row, long)| {
            y == row + margin && (from + margin..from + margin + long).contains(&x)
        })
    });
    assert_eq!(text, label().claim_url);
}

#[test]
fn the_picture_of_a_zpl_is_read_back() {
    let zpl = zpl::label(&label()).unwrap();
    let picture = zpl
        .split("^GFA,")
        .nth(1)
        .unwrap()
        .split("^FS")
        .next()
        .unwrap();
    let parts: Vec<&str> = picture.split(',').collect();
    let [bytes, _, row] = [0, 1, 2].map(|n| parts[n].parse::<usize>().unwrap());
    let hex = parts[3];
    assert_eq!(hex.len(), 2 * bytes);
    let (height, margin) = (bytes / row, 20);
    let text = read(height + 2 * margin, |x, y| {
        let (Some(x), Some(y)) = (x.checked_sub(margin), y.checked_sub(margin)) else {
            return false;
        };
        if y >= height || x >= row * 8 {
            return false;
        }
        let at = 2 * (y * row + x / 8);
        let byte = u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        byte >> (7 - x % 8) & 1 == 1
    });
    assert_eq!(text, label().claim_url);
}

#[test]
fn labels_are_as_they_were() {
    let golden = |name: &str, made: String| {
        let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(made, std::fs::read_to_string(&path).unwrap(), "{name}");
    };
    golden("label.svg", svg::label(&label()).unwrap());
    golden("label.zpl", zpl::label(&label()).unwrap());
    for (paper, name) in [
        (Paper::A4, "sheet-a4.html"),
        (Paper::Letter, "sheet-letter.html"),
    ] {
        let page = sheet::page(&[label(), label()]).unwrap();
        golden(name, sheet::head(paper) + &page);
    }
}

#[test]
fn what_does_not_fit_is_no_label() {
    let long = Label {
        claim_url: claim_url(&format!("https://{}.example", "a".repeat(4_000)), "7QK3"),
        ..label()
    };
    assert!(svg::label(&long).is_none() && zpl::label(&long).is_none());
    let serial = "A".repeat(50);
    assert!(
        svg::label(&Label { serial, ..label() })
            .unwrap()
            .contains("font-size=\"0.76\"")
    );
}
