//! A label as SVG, 50 by 25 millimetres.

use std::fmt::Write as _;

use super::qr::MARGIN;
use super::{Label, Qr};

/// Millimetres.
pub const WIDTH: u32 = 50;
/// Millimetres.
pub const HEIGHT: u32 = 25;

/// A label; none where its address is too long for a QR code.
pub fn label(label: &Label) -> Option<String> {
    let qr = Qr::of(&label.claim_url)?;
    let side = qr.side + 2 * MARGIN;
    let mut path = String::new();
    for (x, y, long) in qr.runs() {
        let _ = write!(path, "M{x} {y}h{long}v1h-{long}z");
    }
    let scale = f64::from(HEIGHT) / side as f64;
    let margin = MARGIN;
    // Serials are letters and digits, codes besides them marks: nothing is to be escaped.
    let Label {
        serial, claim_code, ..
    } = label;
    let size = text_size(serial);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}mm\" height=\"{HEIGHT}mm\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{serial}, code {claim_code}\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <path transform=\"scale({scale:.4}) translate({margin} {margin})\" fill=\"#000\" \
         shape-rendering=\"crispEdges\" d=\"{path}\"/>\n\
         <g font-family=\"monospace\" fill=\"#000\">\n\
         <text x=\"26\" y=\"10\" font-size=\"2.6\">{claim_code}</text>\n\
         <text x=\"26\" y=\"16\" font-size=\"{size}\">{serial}</text>\n\
         </g>\n</svg>\n"
    ))
}

/// How large a serial is written, so that it stays on the label: a character is six tenths as wide as it is high.
fn text_size(serial: &str) -> f64 {
    let room = 23.0 / (0.6 * serial.len().max(1) as f64);
    (room.min(2.6) * 100.0).floor() / 100.0
}
