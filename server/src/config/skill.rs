//! What Larder needs to tell Alexa something: the skill's client, and where its events go. The client is whole or not
//! there: then Alexa is told nothing.

use amazon::SecurityProfile;
use amazon::alexa::{Gateways, Skill};
use url::Url;

use super::address::Rule;
use super::text::given;
use super::{ConfigError, ConfigErrors, Flags, secret};

const CLIENT_ID: &str = "LARDER_ALEXA_CLIENT_ID";
const GATEWAYS: &str = "LARDER_ALEXA_GATEWAY_URLS";
/// Those of North America, Europe and the Far East.
const AMAZONS: [&str; 3] = [
    "https://api.amazonalexa.com/v3/events",
    "https://api.eu.amazonalexa.com/v3/events",
    "https://api.fe.amazonalexa.com/v3/events",
];

/// None within where nothing of it is set; none where something is wrong.
pub(super) fn read(
    flags: &Flags,
    rule: &Rule,
    maker: &str,
    wrong: &mut ConfigErrors,
) -> Option<Option<Skill>> {
    let gateways = wrong.keep(gateways(rule, flags.alexa_gateway_urls.as_deref()));
    let client_id = given(flags.alexa_client_id.as_deref());
    let client_secret = wrong.keep(secret::secret(secret::ALEXA))?;
    if client_id.is_none() && client_secret.is_none() {
        return gateways.map(|_| None);
    }
    let missing = |variable, what: &str| {
        let problem = format!(
            "is not set, while the other is; set it to the {what} of Alexa Skill Messaging (Permissions, Send \
             Alexa Events) in Amazon's console, or leave both out"
        );
        ConfigError::new(variable, problem)
    };
    let client_id = wrong.keep(client_id.ok_or_else(|| missing(CLIENT_ID, "client id")));
    let client_secret =
        wrong.keep(client_secret.ok_or_else(|| missing(secret::ALEXA, "client secret")));
    Some(Some(Skill {
        profile: SecurityProfile {
            client_id: client_id?.to_owned(),
            client_secret: client_secret?,
        },
        maker: maker.to_owned(),
        gateways: gateways?,
    }))
}

/// The three whole addresses.
fn gateways(rule: &Rule, value: Option<&str>) -> Result<Gateways, ConfigError> {
    let given: Vec<_> = given(value).map_or_else(
        || AMAZONS.to_vec(),
        |value| value.split(',').map(str::trim).collect(),
    );
    let [north_america, europe, far_east] = given[..] else {
        let problem = format!(
            "must be three whole addresses, of North America, Europe and the Far East, comma separated; Amazon's are {}",
            AMAZONS.join(",")
        );
        return Err(ConfigError::new(GATEWAYS, problem));
    };
    let page = |address: &str| rule.page(GATEWAYS, Some(address), "");
    Ok(Gateways {
        north_america: page(north_america)?,
        europe: page(europe)?,
        far_east: page(far_east)?,
    })
}

/// The addresses as they are set.
pub(super) fn addresses(gateways: &Gateways) -> String {
    let all = [
        &gateways.north_america,
        &gateways.europe,
        &gateways.far_east,
    ];
    all.map(Url::to_string).join(",")
}
