//! Which path is which page of the console.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use super::frame::Frame;
use super::pages::as_customer::AsCustomerPage;
use super::pages::audit::AuditPage;
use super::pages::failure::Failure;
use super::pages::join::JoinPage;
use super::pages::machine::MachinePage;
use super::pages::machines::MachinesPage;
use super::pages::messages::MessagesPage;
use super::pages::model::ModelPage;
use super::pages::models::ModelsPage;
use super::pages::orders::OrdersPage;
use super::pages::overview::OverviewPage;
use super::pages::people::PeoplePage;
use super::pages::sign_in::SignInPage;
use super::pages::webhook::WebhookPage;
use super::pages::webhooks::WebhooksPage;
use super::pages::work::WorkPage;

/// The root: every route, and the fallback for all other paths.
#[component]
pub fn ConsoleApp() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Frame>
                <Routes fallback=|| view! { <Failure/> }>
                    <Route path=path!("/ops") view=OverviewPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/sign-in") view=SignInPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/join") view=JoinPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/machines/:serial") view=MachinePage ssr=SsrMode::Async/>
                    <Route
                        path=path!("/ops/machines/:serial/as-customer")
                        view=AsCustomerPage
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/ops/machines") view=MachinesPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/orders") view=OrdersPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/work") view=WorkPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/messages") view=MessagesPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/models") view=ModelsPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/models/:model") view=ModelPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/webhooks") view=WebhooksPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/webhooks/:id") view=WebhookPage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/people") view=PeoplePage ssr=SsrMode::Async/>
                    <Route path=path!("/ops/audit") view=AuditPage ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
