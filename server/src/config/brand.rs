//! The maker's name, colour, logo and links.

use app::style::Accent;
use url::Url;

use super::text::given;
use super::{ConfigError, Flags, Logo, accent, address};

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

    pub(super) fn read(flags: &Flags) -> Result<Self, ConfigError> {
        let own = Self::default();
        let name = given(flags.brand_name.as_deref()).unwrap_or(&own.name);
        if name.chars().count() > 40 || name.chars().any(char::is_control) {
            return Err(ConfigError::new(
                "LARDER_BRAND_NAME",
                "must be one line of at most 40 characters",
            ));
        }
        Ok(Self {
            name: name.to_owned(),
            accent: given(flags.brand_accent.as_deref())
                .map(accent::read)
                .transpose()?,
            logo: given(flags.brand_logo.as_deref())
                .map(Logo::read)
                .transpose()?,
            help_url: address::link("LARDER_BRAND_HELP_URL", flags.brand_help_url.as_deref())?,
            privacy_url: address::link(
                "LARDER_BRAND_PRIVACY_URL",
                flags.brand_privacy_url.as_deref(),
            )?,
        })
    }
}
