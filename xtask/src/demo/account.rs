//! A worker's account as their browser makes and opens it: the password and the keys never reach the server.

use super::codes::Codes;
use super::http::Http;
use crate::Done;
use domain::api::{
    IntroductionsReply, KeyringPart, KeyringReply, KeyringRequest, KeyringStoredReply, MakeIntroductionReply,
    MakeIntroductionRequest, MeReply, NewFactor, RecoverySeal, SetUpFinishRequest, SetUpStartReply, SetUpStartRequest,
    SignInCodeRequest, SignInFinishReply, SignInFinishRequest, SignInStartReply, SignInStartRequest, path,
};
use domain::entropy::make_bytes;
use domain::id::ConsentId;
use domain::identity::PublicKeys;
use domain::introduction::{Code, Locator};
use domain::opaque::{self, ClientFinish, OpaqueFault};
use domain::seal::account::{unwrap_keys, wrap_keys};
use domain::seal::introduction::{Card, derive_introduction_keys, seal_card};
use domain::seal::keyring::{Keyring, Office, OpenIntroduction, PartPlace, PinnedPerson, open_keyring, seal_keyring};
use domain::seal::keys::WorkerKeys;
use domain::seal::recovery_code::RecoveryCode;
use domain::share::SeenConsents;
use domain::signed::{ConsentFacts, ConsentStatus, Given};
use domain::stretch::Slow;
use domain::time::{Moment, Stamp};
use std::time::{SystemTime, UNIX_EPOCH};

/// A signed-in worker.
pub(super) struct DemoAccount {
    http: Http,
    me: MeReply,
    keys: WorkerKeys,
}

/// A last step of the password protocol, before its slow part.
type Finish<'a> = Slow<'a, Result<ClientFinish, OpaqueFault>>;

/// The operating system's randomness. It fails only where there is none, and then no key may be made.
fn entropy() -> impl FnMut(&mut [u8]) {
    |out| {
        if getrandom::fill(out).is_err() {
            std::process::abort();
        }
    }
}

/// Four digits for a demo password.
pub(super) fn random_number() -> Done<u32> {
    getrandom::u32().map(|number| 1000 + number % 9000).map_err(|e| e.to_string())
}

/// The end of a set-up or a sign-in, worked out here.
fn stretched(finish: Result<Finish<'_>, OpaqueFault>) -> Done<ClientFinish> {
    let finish = finish.map_err(|e| e.to_string())?.here().map_err(|e| e.to_string())?;
    finish.map_err(|e| e.to_string())
}

fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or_default())
}

/// What a worker keeps of their account beside the password.
pub(super) struct Kept {
    /// To sign in with.
    pub(super) name: String,
    /// What their app for codes knows, as letters.
    pub(super) codes: String,
    /// As it is printed.
    pub(super) recovery: String,
}

/// The codes around now, the earliest first: each works once, and whoever looks around needs the one of now.
fn bring(http: &Http, codes: &Codes) -> Done {
    let mut refused = String::new();
    for code in codes.around()? {
        match http.post::<()>(path::SIGN_IN_CODE, &SignInCodeRequest { code }) {
            Ok(()) => return Ok(()),
            Err(why) => refused = why,
        }
    }
    Err(refused)
}

impl DemoAccount {
    /// Uses a set-up link up; gives back what the worker keeps from then on.
    pub(super) fn set_up(team_url: &str, link: &str, password: &str) -> Done<Kept> {
        let http = Http::to(team_url);
        let token = link.rsplit_once('#').map(|(_, token)| token.to_owned()).ok_or("the set-up link has no token")?;
        let start =
            opaque::client_start_registration(password.as_bytes(), &mut entropy()).map_err(|e| e.to_string())?;
        let request = SetUpStartRequest { token: token.clone(), opaque: start.message.into() };
        let reply: SetUpStartReply = http.post(path::SET_UP_START, &request)?;
        let mut drawn = entropy();
        let finish = opaque::client_finish_registration(start.state, password.as_bytes(), &reply.opaque.0, &mut drawn);
        let finish = stretched(finish)?;
        let keys = WorkerKeys::make(&mut entropy());
        let recovery = RecoveryCode::make(&mut entropy());
        let codes = Codes::of(&reply.codes_secret.0);
        let request = SetUpFinishRequest {
            token,
            opaque: finish.message.into(),
            kem_pk: keys.public().kem.into(),
            sig_pk: keys.public().sig.into(),
            wrapped_keys: wrap_keys(&keys, reply.worker_id, &finish.export_key, make_bytes(&mut entropy())).into(),
            factor: NewFactor::Code(codes.early()?),
            recovery: RecoverySeal {
                proof_hash: recovery.proof_hash().into(),
                wrapped_keys: recovery.wrap(&keys, reply.worker_id, make_bytes(&mut entropy())).into(),
            },
        };
        let _: SignInFinishReply = http.post(path::SET_UP_FINISH, &request)?;
        Ok(Kept { name: reply.name, codes: codes.letters(), recovery: recovery.to_string() })
    }

    /// Proves the password, brings a code and unwraps the keys.
    pub(super) fn sign_in(team_url: &str, name: &str, password: &str, codes: &str) -> Done<Self> {
        let http = Http::to(team_url);
        let start = opaque::client_start_sign_in(password.as_bytes(), &mut entropy()).map_err(|e| e.to_string())?;
        let request = SignInStartRequest { name: name.to_owned(), opaque: start.message.into() };
        let reply: SignInStartReply = http.post(path::SIGN_IN_START, &request)?;
        let mut drawn = entropy();
        let finish = opaque::client_finish_sign_in(start.state, password.as_bytes(), &reply.opaque.0, &mut drawn);
        let finish = stretched(finish)?;
        let request = SignInFinishRequest { attempt: reply.attempt, opaque: finish.message.into() };
        let done: SignInFinishReply = http.post(path::SIGN_IN_FINISH, &request)?;
        http.signed_in(done.worker_id);
        bring(&http, &Codes::read(codes)?)?;
        let me: MeReply = http.get(path::ME)?;
        let keys =
            unwrap_keys(&me.wrapped_keys.0, me.worker_id, &finish.export_key).map_err(|fault| fault.to_string())?;
        Ok(Self { http, me, keys })
    }

    /// An introduction for somebody to open: one that still waits, or a new one.
    pub(super) fn introduce(&self) -> Done<Code> {
        let (mut keyring, revision) = self.keyring()?;
        let made: IntroductionsReply = self.http.get(path::INTRODUCTIONS)?;
        let waits = |open: &&OpenIntroduction| {
            let locator = open.code.locator();
            made.introductions.iter().any(|one| one.locator == locator && one.claim.is_none() && one.expires > now().0)
        };
        if let Some(open) = keyring.open.iter().find(waits) {
            return Ok(open.code.clone());
        }
        let code = Code::make(&mut entropy());
        let keys = derive_introduction_keys(&code, self.me.org_id).here().map_err(|e| e.to_string())?;
        let (name, role) = (self.me.name.clone(), self.me.role);
        let (called, team) = (self.me.called.clone(), self.me.team.clone());
        let (organisation, safeguarding) = (self.me.org_name.clone(), self.me.safeguarding.clone());
        let office = Office { person_url: self.me.person_url.clone(), organisation, safeguarding };
        let Office { organisation, safeguarding, .. } = keyring.office.get_or_insert(office).clone();
        let (worker, keys_shown) = (self.me.worker_id, self.keys.public());
        let card = Card { worker, name, role, called, team, keys: keys_shown, organisation, safeguarding };
        let card = seal_card(&keys, &card, make_bytes(&mut entropy())).map_err(|fault| fault.to_string())?;
        keyring.open.push(OpenIntroduction { code: code.clone(), mac_key: keys.mac_key(), made: now() });
        let place = PartPlace { worker: self.me.worker_id, revision: revision + 1, whole: true };
        let bytes = seal_keyring(&keyring, &self.keys, place, make_bytes(&mut entropy())).into();
        let part = KeyringPart { whole: true, bytes };
        let _: KeyringStoredReply = self.http.put(path::KEYRING, &KeyringRequest { over: revision, part })?;
        let (locator, claim_hash) = (code.locator(), keys.derive_claim_hash().into());
        let request = MakeIntroductionRequest { locator, card: card.into(), claim_hash };
        let _: MakeIntroductionReply = self.http.post(path::INTRODUCTIONS, &request)?;
        Ok(code)
    }

    /// Writes a keyring with so many people whom nobody has met, each with one permission seen.
    pub(super) fn fill(&self, people: u32) -> Done {
        let (mut keyring, revision) = self.keyring()?;
        for n in 1..=people {
            let key = make_bytes(&mut entropy());
            let keys = PublicKeys { sig: key, kem: key };
            let person = keys.derive_person_id();
            let locator = Locator::from_u32(n).map_err(|e| e.to_string())?;
            keyring.pin(PinnedPerson { person, keys, name: Some("Robin Ashworth".to_owned()), met: now(), locator });
            let today = Stamp { at: now(), offset_min: 0 }.day();
            let facts = ConsentFacts {
                org: self.me.org_id,
                person,
                to: self.me.worker_id,
                kid: self.keys.public().derive_key_id(),
                consent: ConsentId::from_bytes(make_bytes(&mut entropy())),
                rev: 1,
                scope_hash: [0; 32],
                starts: now(),
                ends: today.add_months(6),
                status: ConsentStatus::Active,
                wording: String::new(),
                given: Given::BySelf,
                prev_hash: [0; 32],
            };
            let mut seen = SeenConsents::default();
            seen.note(&facts, key);
            keyring.remember(person, &seen, today);
        }
        let place = PartPlace { worker: self.me.worker_id, revision: revision + 1, whole: true };
        let bytes = seal_keyring(&keyring, &self.keys, place, make_bytes(&mut entropy())).into();
        let part = KeyringPart { whole: true, bytes };
        let _: KeyringStoredReply = self.http.put(path::KEYRING, &KeyringRequest { over: revision, part })?;
        Ok(())
    }

    fn keyring(&self) -> Done<(Keyring, u64)> {
        let kept: KeyringReply = self.http.get(path::KEYRING)?;
        let opened = open_keyring(&kept.parts, &self.keys, self.me.worker_id, kept.revision);
        opened.map(|keyring| (keyring, kept.revision)).map_err(|fault| fault.to_string())
    }
}
