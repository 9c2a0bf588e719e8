//! Parameters of queries: each call takes those that its description names, and any other is refused.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{OpenApi, PathItem, RefOr};

use super::page::bad_query;

/// The parameters of each call, by method and path.
pub(crate) type Known = Arc<HashMap<(Method, String), Vec<String>>>;

/// What a description names.
pub(crate) fn known(description: &OpenApi) -> Known {
    let paths = description.paths.paths.iter();
    let calls = paths.flat_map(|(path, item)| {
        calls(item).map(|(method, call)| ((method, path.clone()), parameters(call)))
    });
    Arc::new(calls.collect())
}

fn calls(item: &PathItem) -> impl Iterator<Item = (Method, &Operation)> {
    let calls = [
        (Method::GET, &item.get),
        (Method::PUT, &item.put),
        (Method::POST, &item.post),
        (Method::DELETE, &item.delete),
    ];
    let calls = calls.into_iter();
    calls.filter_map(|(method, call)| Some((method, call.as_ref()?)))
}

fn parameters(call: &Operation) -> Vec<String> {
    let parameters = call.parameters.iter().flatten();
    let own = parameters.filter_map(|it| match it {
        RefOr::T(own) => Some(own),
        RefOr::Ref(_) => None,
    });
    let of_query = own.filter(|it| it.parameter_in == ParameterIn::Query);
    of_query.map(|it| it.name.clone()).collect()
}

/// Refuses a query with a parameter that its call does not have.
pub(crate) async fn only_known(
    State(known): State<Known>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let Some(query) = request.uri().query() else {
        return next.run(request).await;
    };
    let method = match request.method() {
        &Method::HEAD => Method::GET,
        method => method.clone(),
    };
    let call = path.and_then(|path| known.get(&(method, path.as_str().to_owned())));
    let mut sent = url::form_urlencoded::parse(query.as_bytes());
    let unknown = call.and_then(|names| {
        let (name, _) = sent.find(|(name, _)| !names.iter().any(|known| known == name))?;
        Some((name, names))
    });
    match unknown {
        Some((_, names)) if names.is_empty() => {
            bad_query("this call takes no query").into_response()
        }
        Some((name, names)) => {
            let name: String = name.chars().take(64).collect();
            let names = names.join(", ");
            let detail = format!("`{name}` is no parameter of this call, which takes: {names}");
            bad_query(&detail).into_response()
        }
        None => next.run(request).await,
    }
}
