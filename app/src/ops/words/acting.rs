//! Acting on a machine for its customer.

use super::words;

words! {
    /// A heading.
    acting() { "Act for the customer" }
    /// Under it.
    customer_reads() { "Each needs a reason. The customer reads it, as the maker’s and without your name." }
    /// A field.
    reason() { "Reason" }
    /// Its hint.
    reason_hint() { "3 to 200 characters, as: replacement for a damaged parcel" }
    /// A field.
    supply() { "Supply" }
    /// What is done, and a button.
    restock() { "Say what is at home" }
    /// A choice.
    add() { "Added" }
    /// A choice.
    set() { "Counted at home" }
    /// A choice.
    replaced() { "New container put in" }
    /// Names choices.
    kind() { "What happened" }
    /// A field.
    amount() { "Amount" }
    /// Its hint.
    amount_hint() { "In the supply’s unit; not needed for a new container." }
    /// What is done, and a button.
    undo() { "Take back" }
    /// The same, of what.
    undo_of(what: &str) { "Take back: {what}" }
    /// What is done, and a button.
    claim_code() { "Make a new claim code" }
    /// Under it.
    about_code() { "The code on the label does not work any more then. While the machine is somebody’s, no such code makes it another’s: a buyer needs the code on its screen, or its owner gives it up first." }
    /// What is done, and a button.
    token() { "Make a new token" }
    /// Under it.
    about_token() { "The old one works until the machine uses the new one." }
    /// A choice.
    revoke() { "The old token dies at once" }
    /// What is done, and a button.
    disconnect() { "Disconnect" }
    /// Under it.
    about_disconnect() { "Nothing is ordered any more until the customer connects it again." }
    /// What is done, and a button.
    order() { "Order now" }
    /// Under it.
    about_order() { "Whatever is left. It is refused while an order is under way, the supply is paused or the machine is not connected." }
    /// What is done, and a button.
    hold() { "Put reordering on hold" }
    /// What is done, and a button.
    resume() { "Let reordering go on" }
    /// Above what is shown once.
    code_shown_once() { "The new claim code. It is shown this once." }
    /// Above what is shown once.
    token_shown_once() { "The new token. It is shown this once." }
    /// Names a field.
    new_code() { "New claim code" }
    /// Names a field.
    new_token() { "New token" }
    /// A heading, and a link.
    seen_by_customer(serial: &str) { "{serial} as its customer sees it" }
    /// Under it.
    nothing_to_press() { "The same parts as on the customer’s pages, without their forms. Larder knows no name of theirs." }
    /// A heading.
    held_orders() { "Orders of this model wait" }
    /// A choice.
    let_go() { "Let them go" }
    /// A choice.
    withdraw() { "Withdraw them" }
    /// A button.
    decide() { "Decide" }
}
