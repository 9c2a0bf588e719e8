//! What is wrong with a form, as a sentence.

use domain::quantity::BadAmount;
use replenish::{Code, Reason};

use crate::i18n::invalid as text;
use crate::i18n::{integer, notice};

/// What is wrong, and what would be right.
pub fn text(reason: &Reason) -> String {
    match reason.code {
        Code::Maker(_) => reason.detail.clone(),
        Code::Amount(fault) => amount(fault),
        Code::BadUnit => text::bad_unit(),
        Code::UnknownPack => text::unknown_pack(),
        Code::BadKind => text::bad_kind(),
        Code::BadKey => text::bad_key(),
        Code::UnknownCode => text::unknown_code(),
        Code::Removed => text::removed(),
        Code::Claimed => text::claimed(),
        Code::UnknownInvitation => text::unknown_invitation(),
        Code::InvitationTaken => text::invitation_taken(),
        Code::OwnHousehold => text::own_household(),
        Code::OwnMachines => text::own_machines(),
        Code::HouseholdFull => text::household_full(),
        Code::Alone => text::alone(),
        Code::BadRole => text::bad_role(),
        Code::BadTheme => text::bad_theme(),
        Code::BadName => text::bad_name(),
        Code::BadZone => text::bad_zone(),
        Code::BadLanguage => text::bad_language(),
        Code::BadUnits => text::bad_units(),
        Code::BadTokenName => text::bad_token_name(),
        Code::BadScope => text::bad_scope(),
        Code::BadDays => text::bad_days(),
        Code::BadAddress => notice::bad_address(),
        Code::BadMinute => notice::bad_minute(),
        Code::BadBrowser => notice::bad_browser(),
        Code::TokensFull => text::tokens_full(),
        Code::NotConfirmed => text::not_confirmed(),
        Code::NotConnected => text::not_connected(),
        Code::NotOnItsWay => text::not_on_its_way(),
        Code::NotCounted => text::not_counted(),
        Code::KeyReused => text::key_reused(),
        Code::NothingWaits => text::nothing_waits(),
        Code::UndoOfUndo => text::undo_of_undo(),
        Code::UndoneAlready => text::undone_already(),
        Code::TooOld => text::too_old(),
        Code::FormerOwner => text::former_owner(),
        Code::ThereAlready => text::there_already(),
        Code::Downloading => text::downloading(),
        Code::Forbidden => text::forbidden(),
        Code::NotConnector => text::not_connector(),
        Code::TooMany => text::too_many(),
        Code::Unavailable => text::unavailable(),
    }
}

fn amount(fault: BadAmount) -> String {
    match fault {
        BadAmount::Missing => text::missing(),
        BadAmount::NotANumber | BadAmount::Comma => text::not_a_number(),
        BadAmount::NotWhole => text::not_whole(),
        BadAmount::Negative => text::negative(),
        BadAmount::Zero => text::zero(),
        BadAmount::TooLarge => text::too_large(),
        BadAmount::TooPrecise(_, decimals) => text::too_precise(&integer(decimals.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::speaking;
    use crate::preferences::locale::Locale;

    fn said(code: Code) -> String {
        text(&Reason::new(code, "`amount` is wrong."))
    }

    #[test]
    fn what_is_wrong_is_said_in_the_customers_language() {
        let fault = Code::Amount(BadAmount::TooPrecise("count", 3));
        assert_eq!(said(fault), "The amount has too many decimals (at most 3).");
        assert_eq!(
            speaking(Locale::De, || said(fault)),
            "Die Menge hat zu viele Nachkommastellen (höchstens 3)."
        );
    }

    #[test]
    fn what_only_the_maker_sends_is_said_as_the_api_says_it() {
        assert_eq!(said(Code::Maker("bad_model")), "`amount` is wrong.");
    }
}
