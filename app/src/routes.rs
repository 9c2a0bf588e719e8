//! Which path is which page. All pages are rendered whole before they are sent, so that their status
//! is right and nothing moves.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::frame::Frame;
use crate::pages::add_device::AddDevicePage;
use crate::pages::connect::ConnectPage;
use crate::pages::data::DataPage;
use crate::pages::device::DevicePage;
use crate::pages::devices::DevicesPage;
use crate::pages::failure::Failure;
use crate::pages::help::HelpPage;
use crate::pages::home::HomePage;
use crate::pages::household::HouseholdPage;
use crate::pages::join::JoinPage;
use crate::pages::journal::JournalPage;
use crate::pages::level::LevelPage;
use crate::pages::link::LinkPage;
use crate::pages::notice_link::{ConfirmNoticesPage, EndNoticesPage};
use crate::pages::notices::NoticesPage;
use crate::pages::offline::OfflinePage;
use crate::pages::order::OrderPage;
use crate::pages::orders::OrdersPage;
use crate::pages::privacy::PrivacyPage;
use crate::pages::remove_device::RemoveDevicePage;
use crate::pages::restock::RestockPage;
use crate::pages::settings::SettingsPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::supplies::SuppliesPage;
use crate::pages::supply::SupplyPage;
use crate::pages::tokens::TokensPage;

/// The root: every route, and the fallback for all other paths.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Frame>
                <Routes fallback=|| view! { <Failure/> }>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                    <Route path=path!("/supplies") view=SuppliesPage ssr=SsrMode::Async/>
                    <Route path=path!("/supplies/:id") view=SupplyPage ssr=SsrMode::Async/>
                    <Route path=path!("/supplies/:id/restock") view=RestockPage ssr=SsrMode::Async/>
                    <Route path=path!("/supplies/:id/level") view=LevelPage ssr=SsrMode::Async/>
                    <Route path=path!("/supplies/:id/journal") view=JournalPage ssr=SsrMode::Async/>
                    <Route path=path!("/orders") view=OrdersPage ssr=SsrMode::Async/>
                    <Route path=path!("/orders/:id") view=OrderPage ssr=SsrMode::Async/>
                    <Route path=path!("/devices") view=DevicesPage ssr=SsrMode::Async/>
                    <Route path=path!("/devices/add") view=AddDevicePage ssr=SsrMode::Async/>
                    <Route path=path!("/devices/:id") view=DevicePage ssr=SsrMode::Async/>
                    <Route path=path!("/devices/:id/connect") view=ConnectPage ssr=SsrMode::Async/>
                    <Route path=path!("/devices/:id/remove") view=RemoveDevicePage ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/household") view=HouseholdPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/tokens") view=TokensPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/notices") view=NoticesPage ssr=SsrMode::Async/>
                    <Route path=path!("/notices/confirm") view=ConfirmNoticesPage ssr=SsrMode::Async/>
                    <Route path=path!("/notices/unsubscribe") view=EndNoticesPage ssr=SsrMode::Async/>
                    <Route path=path!("/join") view=JoinPage ssr=SsrMode::Async/>
                    <Route path=path!("/oauth/authorize") view=LinkPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/data") view=DataPage ssr=SsrMode::Async/>
                    <Route path=path!("/offline") view=OfflinePage ssr=SsrMode::Async/>
                    <Route path=path!("/help") view=HelpPage ssr=SsrMode::Async/>
                    <Route path=path!("/legal/privacy") view=PrivacyPage ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
