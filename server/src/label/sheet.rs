//! Labels on sheets, as a page to print: nothing of it is from elsewhere.

use clap::ValueEnum;

use super::{Label, svg};

/// What is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 by 297 millimetres: 3 by 10 labels
    #[default]
    A4,
    /// 8.5 by 11 inches: 4 by 10 labels
    Letter,
}

impl Paper {
    fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "letter",
        }
    }

    fn columns(self) -> usize {
        match self {
            Self::A4 => 3,
            Self::Letter => 4,
        }
    }

    /// Labels of a page.
    pub fn holds(self) -> usize {
        self.columns() * 10
    }
}

/// What comes before the labels.
pub fn head(paper: Paper) -> String {
    let (name, columns) = (paper.name(), paper.columns());
    let (width, height) = (svg::WIDTH, svg::HEIGHT);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Labels</title>\n<style>\n\
         @page {{ size: {name}; margin: 12mm 5mm }}\n\
         body {{ margin: 0 }}\n\
         section {{ display: grid; grid-template-columns: repeat({columns}, {width}mm); \
         grid-auto-rows: {height}mm; justify-content: center; break-after: page }}\n\
         svg {{ display: block; outline: 0.1mm dashed #bbb }}\n\
         </style>\n"
    )
}

/// A page of labels; none where an address is too long for a QR code.
pub fn page(labels: &[Label]) -> Option<String> {
    let labels: Option<String> = labels.iter().map(svg::label).collect();
    labels.map(|labels| format!("<section>\n{labels}</section>\n"))
}
