//! What every handler is given: the store, the clock, the limits and what the deployer said at the start.

use std::{
    ops::Deref,
    sync::{Arc, atomic::AtomicBool},
};

use crate::{
    clock::Clock, limits::Limits, packs::CheckedPack, passkeys::PasskeyGate, password::Password, proxy::Proxies,
    record::RequestRecord, settings::Settings, side::Side, site::Site, store::Store,
};

/// What every handler is given.
#[derive(Clone)]
pub struct App(Arc<AppParts>);

/// See [`App`].
pub struct AppParts {
    /// Everything remembered.
    pub store: Store,
    /// The only clock.
    pub clock: Clock,
    /// Sizes and rates.
    pub limits: Limits,
    /// The server's half of the password proof.
    pub password: Password,
    /// The server's half of passkeys.
    pub passkeys: PasskeyGate,
    /// What the deployer said.
    pub settings: Settings,
    /// Instruments.
    pub packs: Vec<CheckedPack>,
    /// The built site.
    pub site: Site,
    /// Which of the origins is served over TLS by the proxy in front: person, team.
    pub tls: [bool; 2],
    /// Where the proxies write the caller's address.
    pub proxies: Proxies,
    /// For tests.
    pub request_record: Option<RequestRecord>,
    /// A key that checks nothing anybody can sign: for requests of unknown people.
    pub nobodys_key: [u8; 32],
    /// Set when the process is asked to stop.
    pub stopping: AtomicBool,
}

impl App {
    /// Wraps the parts.
    pub fn new(parts: AppParts) -> Self {
        Self(Arc::new(parts))
    }

    /// Whether browsers reach this origin over TLS.
    pub(crate) fn https(&self, side: Side) -> bool {
        self.tls[usize::from(side == Side::Team)]
    }
}

impl Deref for App {
    type Target = AppParts;

    fn deref(&self) -> &AppParts {
        &self.0
    }
}
