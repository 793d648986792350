//! Passkeys (WebAuthn level 3): the server's half. A passkey is a gate in front of the wrapped keys, beside the password
//! and never instead of it: it opens nothing by itself. It belongs to a host name, so a team's app that is reached by an
//! address has none.

use domain::id::WorkerId;
use url::Url;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Uuid,
    Webauthn, WebauthnBuilder,
};

use crate::{
    origin::Origin,
    store::{KeptPasskey, NewPasskey},
};

/// What is kept between the two messages, and what the browser is told, as JSON.
pub struct Asked {
    /// Of the library.
    pub state: Vec<u8>,
    /// For the browser.
    pub options: String,
}

/// A passkey answered as it should not, or the library refused for another reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the passkey is refused")]
pub struct PasskeyFault;

/// The checking side.
pub struct PasskeyGate(Option<Webauthn>);

impl PasskeyGate {
    /// For the team's origin. None where its host is an address, or its page not one that browsers give keys to.
    #[must_use]
    pub fn of(team: &Origin) -> Self {
        let gate = || {
            let url = Url::parse(team.as_str()).ok()?;
            let built = WebauthnBuilder::new(url.domain()?, &url).ok()?.rp_name("Waymark").build();
            team.is_of_use().ok().and(built.ok())
        };
        Self(gate())
    }

    /// Whether passkeys can be made and used here.
    #[must_use]
    pub fn possible(&self) -> bool {
        self.0.is_some()
    }

    /// Asks for a new passkey of this worker, on another device than those of `held`. `None` where none can be made.
    ///
    /// # Errors
    /// [`PasskeyFault`] if the library refuses.
    pub fn ask_new(&self, worker: WorkerId, name: &str, held: &[KeptPasskey]) -> Result<Option<Asked>, PasskeyFault> {
        let Some(gate) = &self.0 else { return Ok(None) };
        let held = read(held)?.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let id = Uuid::from_bytes(*worker.as_bytes());
        let asked = gate.start_passkey_registration(id, name, name, Some(held));
        let (options, state) = asked.map_err(|_| PasskeyFault)?;
        Ok(Some(Asked { state: json(&state)?.into_bytes(), options: json(&options.public_key)? }))
    }

    /// The passkey that was made.
    ///
    /// # Errors
    /// [`PasskeyFault`] if it was made for something else, on another page, or without the person's lock.
    pub fn made(&self, state: &[u8], credential: &str) -> Result<NewPasskey, PasskeyFault> {
        let gate = self.0.as_ref().ok_or(PasskeyFault)?;
        let state: PasskeyRegistration = serde_json::from_slice(state).map_err(|_| PasskeyFault)?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(credential).map_err(|_| PasskeyFault)?;
        let passkey = gate.finish_passkey_registration(&answer, &state).map_err(|_| PasskeyFault)?;
        Ok(NewPasskey { id: passkey.cred_id().to_vec(), passkey: json(&passkey)? })
    }

    /// Asks for one of these passkeys. `None` where there is none, or none can be used.
    ///
    /// # Errors
    /// [`PasskeyFault`] if the library refuses.
    pub fn ask(&self, held: &[KeptPasskey]) -> Result<Option<Asked>, PasskeyFault> {
        let Some(gate) = self.0.as_ref().filter(|_| !held.is_empty()) else { return Ok(None) };
        let (options, state) = gate.start_passkey_authentication(&read(held)?).map_err(|_| PasskeyFault)?;
        Ok(Some(Asked { state: json(&state)?.into_bytes(), options: json(&options.public_key)? }))
    }

    /// Which of `held` was used, with its counter as it stands now.
    ///
    /// # Errors
    /// [`PasskeyFault`] if the answer is to something else, from another page, or of another passkey.
    pub fn proved(&self, state: &[u8], credential: &str, held: &[KeptPasskey]) -> Result<NewPasskey, PasskeyFault> {
        let gate = self.0.as_ref().ok_or(PasskeyFault)?;
        let state: PasskeyAuthentication = serde_json::from_slice(state).map_err(|_| PasskeyFault)?;
        let answer: PublicKeyCredential = serde_json::from_str(credential).map_err(|_| PasskeyFault)?;
        let result = gate.finish_passkey_authentication(&answer, &state).map_err(|_| PasskeyFault)?;
        let mut used = read(held)?.into_iter().find(|held| held.cred_id() == result.cred_id()).ok_or(PasskeyFault)?;
        // Whether anything changed does not matter: it is written either way, with the time.
        let _ = used.update_credential(&result);
        Ok(NewPasskey { id: used.cred_id().to_vec(), passkey: json(&used)? })
    }
}

fn read(held: &[KeptPasskey]) -> Result<Vec<Passkey>, PasskeyFault> {
    held.iter().map(|kept| serde_json::from_str(&kept.passkey).map_err(|_| PasskeyFault)).collect()
}

fn json(value: &impl serde::Serialize) -> Result<String, PasskeyFault> {
    serde_json::to_string(value).map_err(|_| PasskeyFault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_belong_to_a_host_with_a_name_that_browsers_trust() {
        for (team, possible) in [
            ("https://team.example", true),
            ("https://team.example:8443", true),
            ("http://localhost:8702", true),
            ("http://127.0.0.1:8702", false),
            ("https://192.0.2.7", false),
            ("https://[2001:db8::7]", false),
            ("http://team.example", false),
        ] {
            let gate = PasskeyGate::of(&team.parse().unwrap());
            assert_eq!(gate.possible(), possible, "{team}");
            let asked = gate.ask_new(WorkerId::from_bytes([7; 16]), "Amira Khan", &[]).unwrap();
            assert_eq!(asked.is_some(), possible, "{team}");
            assert!(gate.ask(&[]).unwrap().is_none(), "nobody is asked for a passkey they do not have");
        }
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        let gate = PasskeyGate::of(&"https://team.example".parse().unwrap());
        let asked = gate.ask_new(WorkerId::from_bytes([7; 16]), "Amira Khan", &[]).unwrap().unwrap();
        for answer in ["", "{}", "null", r#"{"id":"AA","rawId":"AA","type":"public-key","response":{}}"#] {
            assert!(gate.made(&asked.state, answer).is_err(), "{answer}");
            assert!(gate.proved(&asked.state, answer, &[]).is_err(), "{answer}");
        }
        assert!(gate.made(b"OPAQUE", "{}").is_err(), "a password proof's state is no passkey's");
    }
}
