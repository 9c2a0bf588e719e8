//! What SNS answers: the signing certificate and the two actions of its links.

use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::Sandbox;
use super::sign::SnsSigner;

pub(crate) async fn certificate() -> Response {
    (
        [(header::CONTENT_TYPE, "application/x-pem-file")],
        SnsSigner::shared().pem.as_str(),
    )
        .into_response()
}

/// `GET /?Action=…`; without an action, the console.
pub(crate) async fn action(State(sandbox): State<Sandbox>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let field = |name: &str| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    match field("Action").as_deref() {
        None => Redirect::to("/sandbox").into_response(),
        Some("ConfirmSubscription") => confirm(
            &sandbox,
            &field("TopicArn").unwrap_or_default(),
            &field("Token").unwrap_or_default(),
        ),
        Some("Unsubscribe") => unsubscribe(&sandbox, &field("SubscriptionArn").unwrap_or_default()),
        Some(_) => failure("InvalidAction", "The action is not valid"),
    }
}

fn confirm(sandbox: &Sandbox, topic: &str, token: &str) -> Response {
    let region = |arn: &str| arn.split(':').nth(3).map(str::to_owned);
    let answer = sandbox.change(|world, now| {
        // Another topic of the same region confirms all the same; the token alone counts.
        if !topic.starts_with("arn:") || region(topic) != region(&world.topic.arn) {
            return Err("Invalid parameter: Topic");
        }
        if !world.topic.confirm(now, token) {
            return Err("Invalid parameter: Token");
        }
        tracing::info!("the webhook has confirmed its subscription");
        Ok((world.topic.subscription.clone(), world.ids.uuid()))
    });
    match answer {
        Ok((arn, request)) => xml(
            StatusCode::OK,
            format!(
                "<ConfirmSubscriptionResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n  \
                 <ConfirmSubscriptionResult><SubscriptionArn>{arn}</SubscriptionArn>\
                 </ConfirmSubscriptionResult>\n  \
                 <ResponseMetadata><RequestId>{request}</RequestId></ResponseMetadata>\n\
                 </ConfirmSubscriptionResponse>\n"
            ),
        ),
        Err(message) => failure("InvalidParameter", message),
    }
}

fn unsubscribe(sandbox: &Sandbox, arn: &str) -> Response {
    let known = sandbox.change(|world, now| {
        let known = world.topic.subscription == arn;
        if known && world.topic.confirmed {
            world.unsubscribe(now);
        }
        known.then(|| world.ids.uuid())
    });
    match known {
        Some(request) => xml(
            StatusCode::OK,
            format!(
                "<UnsubscribeResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n  \
                 <ResponseMetadata><RequestId>{request}</RequestId></ResponseMetadata>\n\
                 </UnsubscribeResponse>\n"
            ),
        ),
        None => failure("InvalidParameter", "Invalid parameter: SubscriptionArn"),
    }
}

fn failure(code: &str, message: &str) -> Response {
    xml(
        StatusCode::BAD_REQUEST,
        format!(
            "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n  \
             <Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>\n  \
             <RequestId>00000000-0000-4000-8000-000000000000</RequestId>\n</ErrorResponse>\n"
        ),
    )
}

fn xml(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/xml")], body).into_response()
}
