//! The maker's Alexa skill: by what it proves itself, and where its events go.

use domain::alexa::Region;
use url::Url;

use crate::profile::SecurityProfile;

/// The maker's skill, as the developer console shows it, and where its events go.
#[derive(Clone, Debug)]
pub struct Skill {
    /// Client id and secret of "Alexa Skill Messaging" (Permissions, Send Alexa Events). Not those of account linking.
    pub profile: SecurityProfile,
    /// The maker, as customers know it.
    pub maker: String,
    /// Whole addresses of the event gateways.
    pub gateways: Gateways,
}

/// Whole addresses of the event gateways, one for each region.
#[derive(Clone, Debug)]
pub struct Gateways {
    /// `https://api.amazonalexa.com/v3/events`
    pub north_america: Url,
    /// `https://api.eu.amazonalexa.com/v3/events`
    pub europe: Url,
    /// `https://api.fe.amazonalexa.com/v3/events`
    pub far_east: Url,
}

impl Gateways {
    /// The gateway of a region.
    pub fn of(&self, region: Region) -> &Url {
        match region {
            Region::NorthAmerica => &self.north_america,
            Region::Europe => &self.europe,
            Region::FarEast => &self.far_east,
        }
    }
}
