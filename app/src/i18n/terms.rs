//! The base of terms (docs/translating.md): each language has one word for one thing, and what it replaced does not come back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A language, what it does not say, what it says instead, and the messages that say it all the same: they mean something
/// else, name what is elsewhere, or take what customers type.
const REPLACED: &[(&str, &str, &str, &[&str])] = &[
    ("en-US", "'", "’", &[]),
    ("en-US", "come through", "go through", &[]),
    (
        "en-US",
        "learning your pace",
        "learning how fast you use it",
        &[],
    ),
    ("de", "aufgegeben", "ausgelöst", &[]),
    ("de", "aufgeben", "auslösen", &[]),
    ("de", "gibt sie bald auf", "löst sie bald aus", &[]),
    ("de", " bestellgrenze", "Nachbestellgrenze", &[]),
    ("de", "füllst", "Bestand", &[]),
    ("de", " stand ", "Bestand", &["frame.offline"]),
    (
        "de",
        "automatische nachbestellen",
        "automatische Nachbestellung",
        &[],
    ),
    ("de", "auf amazon", "bei Amazon", &[]),
    ("de", "arbeitet weiter", "funktioniert weiterhin", &[]),
    ("fr", "votre rythme", "votre consommation", &[]),
    ("fr", "aucune nouvelle", "sans signal", &[]),
    ("fr", "nouvelles de l", "contact avec l", &[]),
    ("fr", "refait le stock", "reconstitué votre stock", &[]),
    ("fr", "réserves", "consommables", &[]),
    ("fr", "application", "appli", &[]),
    ("it", "nucleo familiare", "casa", &[]),
    ("it", "tuo ritmo", "i tuoi consumi", &[]),
    ("it", "notizi", "comunica", &[]),
    ("it", "rifatto scorta", "rifornito le scorte", &[]),
    ("it", "scollegato", "disconnesso", &[]),
    ("it", "eri disconnesso", "la sessione era scaduta", &[]),
    ("es", "suministro", "consumible", &["alexa.choose"]),
    (
        "es",
        "sin conexión",
        "sin conectar, of machines",
        &["failure.not_kept", "failure.offline", "frame.offline"],
    ),
    ("es", "no conectada", "sin conectar", &[]),
    ("es", "conectada a ", "conectada con", &[]),
    ("es", "nivel de pedido", "nivel de reposición", &[]),
    ("es", "tu ritmo", "tu consumo", &[]),
    ("es", "noticias", "datos", &[]),
    ("es", "paquete", "envase", &["typed.packs"]),
    ("es", "reemplaz", "cambiar", &[]),
    ("es", "sustitu", "cambiar", &[]),
    ("ja", "取り消", "キャンセル、元に戻す", &[]),
    ("ja", "世帯", "ファミリー", &[]),
    ("ja", "発注点", "再注文の目安", &[]),
    ("ja", "切断", "接続を解除", &[]),
    ("ja", "サインイン", "ログイン", &[]),
    ("ja", "サインアウト", "ログアウト", &[]),
    ("ja", "自動注文", "自動再注文", &[]),
    ("ja", "あなた", "お客様", &[]),
    ("ja", "(", "（", &[]),
    ("ja", "?", "？", &[]),
    ("ja", ": ", "：", &[]),
];

/// The lines of a language's texts, each with its message (`order.placed`), in small letters and after a blank.
fn lines(tag: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(tag);
    let mut lines = Vec::new();
    for file in fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut message = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with('#') {
                continue;
            }
            let text = match line.split_once(" =") {
                Some((begun, text)) if !line.starts_with(' ') => {
                    message = format!("{name}.{begun}");
                    text
                }
                _ => line,
            };
            lines.push((message.clone(), format!(" {}", text.trim().to_lowercase())));
        }
    }
    lines
}

#[test]
fn no_language_says_what_its_terms_replace() {
    let mut said = Vec::new();
    for (tag, old, new, but) in REPLACED {
        let found: BTreeSet<_> = lines(tag)
            .into_iter()
            .filter(|(_, text)| text.contains(old))
            .map(|(message, _)| message)
            .collect();
        let allowed: BTreeSet<_> = but.iter().map(|message| (*message).to_owned()).collect();
        for message in found.difference(&allowed) {
            said.push(format!("{tag} {message}: {old:?} is {new:?} here"));
        }
        for message in allowed.difference(&found) {
            said.push(format!("{tag} {message} does not say {old:?} any more"));
        }
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}
