//! A text as a QR code: dark and light modules, without their margin.

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

/// Light modules around it, which scanners need.
pub const MARGIN: usize = 4;

/// A square of modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules of a side.
    pub side: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// The code of a text, of which a seventh may be scratched; none where it is too long.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let dark = code.to_colors().into_iter().map(|it| it == Color::Dark);
        Some(Self {
            side: code.width(),
            dark: dark.collect(),
        })
    }

    /// Whether a module is dark; none is outside.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }

    /// Dark modules that stand beside each other in a row: column, row, how many.
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs = Vec::new();
        for y in 0..self.side {
            let mut x = 0;
            while x < self.side {
                let long = (x..self.side).take_while(|x| self.is_dark(*x, y)).count();
                if long > 0 {
                    runs.push((x, y, long));
                }
                x += long.max(1);
            }
        }
        runs
    }
}
