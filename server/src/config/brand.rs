//! The maker's name, colour, logo and links.

use app::style::Accent;
use url::Url;

use super::text::given;
use super::{ConfigError, ConfigErrors, Flags, Logo, accent, address};

/// What customers see of the maker.
#[derive(Clone)]
pub struct Brand {
    /// The name in the header and in every title.
    pub name: String,
    /// The maker's colour, instead of Larder's.
    pub accent: Option<Accent>,
    /// The maker's logo, instead of Larder's mark and the name in the header.
    pub logo: Option<Logo>,
    /// The maker's help page.
    pub help_url: Option<Url>,
    /// The maker's privacy notice.
    pub privacy_url: Option<Url>,
}

impl Default for Brand {
    /// Larder's own.
    fn default() -> Self {
        Self {
            name: "Larder".to_owned(),
            accent: None,
            logo: None,
            help_url: None,
            privacy_url: None,
        }
    }
}

impl Brand {
    /// The maker's colour, or Larder's own.
    pub fn colour(&self) -> String {
        self.accent
            .as_ref()
            .map_or_else(|| "#0b5cad".to_owned(), |accent| accent.colour.to_string())
    }

    /// None where something of it is wrong.
    pub(super) fn read(flags: &Flags, wrong: &mut ConfigErrors) -> Option<Self> {
        let name = wrong.keep(name(flags.brand_name.as_deref()));
        let accent = given(flags.brand_accent.as_deref()).map(accent::read);
        let accent = wrong.keep(accent.transpose());
        let logo = given(flags.brand_logo.as_deref()).map(Logo::read);
        let logo = wrong.keep(logo.transpose());
        let mut link = |variable, value: &Option<String>| {
            wrong.keep(address::link(variable, value.as_deref()))
        };
        let help_url = link("LARDER_BRAND_HELP_URL", &flags.brand_help_url);
        let privacy_url = link("LARDER_BRAND_PRIVACY_URL", &flags.brand_privacy_url);
        Some(Self {
            name: name?,
            accent: accent?,
            logo: logo?,
            help_url: help_url?,
            privacy_url: privacy_url?,
        })
    }
}

fn name(value: Option<&str>) -> Result<String, ConfigError> {
    let name = given(value).map_or_else(|| Brand::default().name, str::to_owned);
    if name.chars().count() > 40 || name.chars().any(char::is_control) {
        return Err(ConfigError::new(
            "LARDER_BRAND_NAME",
            "must be one line of at most 40 characters",
        ));
    }
    Ok(name)
}
