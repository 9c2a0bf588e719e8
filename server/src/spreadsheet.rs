//! Cells that spreadsheets open: what somebody wrote is text there and never a formula.

/// What a formula begins with; Excel takes the wide ones, too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What parts cells, for one spreadsheet or another, beside the comma, which is quoted.
const PARTS: [char; 4] = [';', '\t', '\r', '\n'];

/// A cell that no spreadsheet takes for a formula, nor a part of it: where commas are decimal, spreadsheets
/// part a line at semicolons. A number stays one.
pub(crate) fn cell(text: &str) -> String {
    if text.parse::<f64>().is_ok_and(f64::is_finite) && !text.starts_with('+') {
        return text.to_owned();
    }
    let mut cell = String::new();
    let mut begins = true;
    for letter in text.chars() {
        if begins && FORMULA.contains(&letter) {
            cell.push('\'');
        }
        let is_skipped = letter.is_whitespace() || letter == '"';
        begins = PARTS.contains(&letter) || (begins && is_skipped);
        cell.push(letter);
    }
    cell
}

/// The same of what may be no text.
pub(crate) fn bytes_of(sent: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(sent) {
        Ok(text) => cell(text).into_bytes(),
        Err(_) => [b"'", sent].concat(),
    }
}

/// What [`cell`] made of a text, as the text was.
pub(crate) fn text_of(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(FORMULA) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_is_no_formula() {
        for (wrote, is) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1-1", "'+1-1"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("@SUM(1)", "'@SUM(1)"),
            ("＝1+1", "'＝1+1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠SUM(1)", "'＠SUM(1)"),
            ("\t=1", "\t'=1"),
            ("\r=1", "\r'=1"),
            ("\"=1\"", "\"'=1\""),
            ("a;=1;b; -1;\"=1\"", "a;'=1;b; '-1;\"'=1\""),
            ("a\t@b\n+1\r\n=1", "a\t'@b\n'+1\r\n'=1"),
        ] {
            assert_eq!(cell(wrote), is);
        }
        for plain in [
            "",
            "Kitchen",
            "-5",
            "-0.5",
            "12",
            "a=b",
            "Kitchen; 2nd floor - left",
            "a, -1",
            "2026-11-22T12:00:00Z",
        ] {
            assert_eq!(cell(plain), plain);
        }
    }

    #[test]
    fn a_cell_is_read_as_it_was_written() {
        for text in [
            "=1+1", "+abc/+=", "-x", "@", "＝1", "K1", "'K1", "", "'", "-5",
        ] {
            assert_eq!(text_of(&cell(text)), text);
        }
    }
}
