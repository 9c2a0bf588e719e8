//! A label in ZPL, the language of label printers: 50 by 25 millimetres at 203 dots an inch. The modules are sent as a
//! picture, so that every printer shows the same.

use std::fmt::Write as _;

use super::{Label, Qr};

/// Dots of a label.
const WIDTH: usize = 400;
const HEIGHT: usize = 200;
/// The picture's upper left dot, which leaves it its margin.
const AT: usize = 20;
/// Where the words begin.
const WORDS: usize = 208;

/// A label; none where its address is too long for a QR code of this size.
pub fn label(label: &Label) -> Option<String> {
    let qr = Qr::of(&label.claim_url)?;
    let dots = (HEIGHT - 2 * AT) / qr.side;
    if dots == 0 {
        return None;
    }
    let picture = Picture::of(&qr, dots);
    let serial = &label.serial;
    let code = &label.claim_code;
    // A character of font 0 is at most as wide as it is said to be here.
    let wide = ((WIDTH - WORDS) / serial.len().max(1)).clamp(4, 20);
    Some(format!(
        "^XA\n^CI28\n^PW{WIDTH}\n^LL{HEIGHT}\n\
         ^FO{AT},{AT}^GFA,{bytes},{bytes},{row},{hex}^FS\n\
         ^FO{WORDS},60^A0N,24,13^FD{code}^FS\n\
         ^FO{WORDS},110^A0N,24,{wide}^FD{serial}^FS\n^XZ\n",
        bytes = picture.bytes,
        row = picture.row,
        hex = picture.hex,
    ))
}

/// Rows of dots, each of whole bytes.
struct Picture {
    bytes: usize,
    row: usize,
    hex: String,
}

impl Picture {
    fn of(qr: &Qr, dots: usize) -> Self {
        let width = qr.side * dots;
        let row = width.div_ceil(8);
        let mut hex = String::new();
        for y in 0..qr.side {
            let mut line = String::new();
            for byte in 0..row {
                let bits = (0..8).fold(0_u8, |bits, bit| {
                    let x = (byte * 8 + bit) / dots;
                    (bits << 1) | u8::from(qr.is_dark(x, y))
                });
                let _ = write!(line, "{bits:02X}");
            }
            for _ in 0..dots {
                hex.push_str(&line);
            }
        }
        Self {
            bytes: row * width,
            row,
            hex,
        }
    }
}
