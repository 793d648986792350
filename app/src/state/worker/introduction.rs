//! Introductions: made here, kept in the keyring until accepted, checked when they are.
use super::listed::{Acceptance, Introduction};
use super::{WorkerFault, WorkerState};
use crate::platform::{clock, random::SystemEntropy, random::make_bytes, stretch};
use crate::sync::api::ApiError;
use domain::api::{ClaimedReply, MadeIntroductionReply, MakeIntroductionRequest, ProblemCode};
use domain::identity::PublicKeys;
use domain::introduction::{Code, LIFETIME_MS, Locator};
use domain::seal::introduction::{Card, Claim, derive_introduction_keys, seal_card, verify_claim};
use domain::seal::keyring::{Office, OpenIntroduction, PinnedPerson};
use domain::time::Moment;
use leptos::prelude::*;

impl WorkerState {
    /// Pins what the server says of the organisation, unless something is pinned already.
    pub(super) async fn pin_office(self) -> Result<(), WorkerFault> {
        let pinned = self.with_session(|session| session.keyring.office.is_some()).ok_or(WorkerFault::SignedOut)?;
        if pinned { Ok(()) } else { self.take_office_over().await }
    }

    /// Takes over what the server says of the organisation today, but never another address once one is pinned.
    pub async fn take_office_over(self) -> Result<(), WorkerFault> {
        let told = self.with_session(|session| session.profile.office.clone()).ok_or(WorkerFault::SignedOut)?;
        self.change_keyring(|keyring| {
            keyring.office = Some(taken_over(keyring.office.as_ref(), &told));
            true
        })
        .await
    }

    /// What people read and open, as it is pinned; `None` before anything is.
    pub fn office(self) -> Option<Office> {
        self.with_session(|session| session.keyring.office.clone()).flatten()
    }

    /// What the server says of the organisation today, if it is not what is pinned. The address is no part of it.
    pub fn changed_office(self) -> Option<Office> {
        self.with_session(|session| changed(session.keyring.office.as_ref()?, &session.profile.office)).flatten()
    }

    /// Makes an introduction. The code goes into the keyring before the server hears of it, so that no accepted
    /// introduction can ever lack its secret.
    pub async fn make_introduction(self) -> Result<Locator, WorkerFault> {
        let made = self.try_make_introduction().await;
        self.note_end(&made);
        made
    }

    /// Role and team as they are today: a lead may have changed them since the sign-in, and the card is to say them.
    async fn read_standing(self) -> Result<(), WorkerFault> {
        let me = self.desk()?.me().await?;
        let today = self.with_session_mut(|session| {
            let profile = &mut session.profile;
            (profile.role, profile.called, profile.team) = (me.role, me.called, me.team);
            profile.clone()
        });
        if let Some(today) = today
            && self.me.with_untracked(|before| before.as_ref().is_some_and(|before| *before != today))
        {
            self.me.set(Some(today));
        }
        Ok(())
    }

    async fn try_make_introduction(self) -> Result<Locator, WorkerFault> {
        self.pin_office().await?;
        self.read_standing().await?;
        loop {
            let code = Code::make(&mut SystemEntropy);
            let (org, card) =
                self.with_session(|session| (session.profile.org, card_of(session))).ok_or(WorkerFault::SignedOut)?;
            let card = card?;
            let keys = stretch::finish(derive_introduction_keys(&code, org)).await?;
            let card = seal_card(&keys, &card, make_bytes()).map_err(|_| WorkerFault::Server)?;
            let now = clock::now().at;
            let open = OpenIntroduction { code: code.clone(), mac_key: keys.mac_key(), made: now };
            self.change_keyring(|keyring| {
                // A week more than the server's own limit, so that a claim of the last minute is still checked.
                keyring.open.retain(|old| now.0 - old.made.0 < LIFETIME_MS + LIFETIME_MS / 2);
                keyring.open.push(open.clone());
                true
            })
            .await?;
            let request = MakeIntroductionRequest {
                locator: code.locator(),
                card: card.into(),
                claim_hash: keys.derive_claim_hash().into(),
            };
            match self.desk()?.make_introduction(&request).await {
                Ok(_) => {
                    self.look_at_introductions().await?;
                    return Ok(code.locator());
                }
                // Another introduction has this locator: one chance in a thousand million.
                Err(ApiError::Refused(ProblemCode::Conflict)) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Reads my introductions; checks what was accepted and pins who accepted it.
    pub(super) async fn look_at_introductions(self) -> Result<(), WorkerFault> {
        let made = self.desk()?.introductions().await?.introductions;
        let mut people: Vec<PinnedPerson> = Vec::new();
        let mut shown = Vec::with_capacity(made.len());
        for one in &made {
            let locator = one.locator;
            let standing = match &one.claim {
                None => Acceptance::Waiting,
                Some(claim) => self.check_claim(locator, claim, &mut people),
            };
            let code = self
                .with_session(|session| session.keyring.introduction(locator).map(|open| open.code.clone()))
                .flatten()
                .filter(|_| standing == Acceptance::Waiting);
            shown.push(introduction_of(one, locator, standing, code));
        }
        if !people.is_empty() {
            self.change_keyring(|keyring| {
                people.iter().for_each(|person| keyring.pin(person.clone()));
                true
            })
            .await?;
        }
        if self.introductions.with_untracked(|before| *before != shown) {
            self.introductions.set(shown);
        }
        Ok(())
    }

    fn check_claim(self, locator: Locator, claim: &ClaimedReply, people: &mut Vec<PinnedPerson>) -> Acceptance {
        let keys = PublicKeys { sig: claim.sig_pk.0, kem: claim.kem_pk.0 };
        let person = keys.derive_person_id();
        let checked = self.with_session(|session| {
            if session.keyring.person(person).is_some_and(|pinned| pinned.locator == locator) {
                return Some(None);
            }
            let open = session.keyring.introduction(locator)?;
            // Claim key and signature stay between the person and the server; the MAC says more than both.
            let (hello, mac) = (claim.hello.0.clone(), claim.mac.0);
            let claim = Claim { claim_key: [0; 32], keys, hello, mac, sig: [0; 64] };
            let profile = &session.profile;
            let name = verify_claim(&claim, locator, profile.org, &open.mac_key, profile.worker, &session.keys).ok()?;
            Some(Some(PinnedPerson { person, keys, name, met: clock::now().at, locator }))
        });
        match checked.flatten() {
            Some(new) => {
                people.extend(new);
                Acceptance::Accepted(person)
            }
            None => Acceptance::Unproved,
        }
    }
}

/// What is pinned from then on: the words of today, and the address of the first time.
fn taken_over(pinned: Option<&Office>, told: &Office) -> Office {
    let person_url = pinned.unwrap_or(told).person_url.clone();
    Office { person_url, ..told.clone() }
}

fn changed(pinned: &Office, told: &Office) -> Option<Office> {
    let same = (&pinned.organisation, &pinned.safeguarding) == (&told.organisation, &told.safeguarding);
    (!same).then(|| told.clone())
}

/// What people read of me. A server that sends their phones elsewhere would get the code: then there is no card.
fn card_of(session: &super::Session) -> Result<Card, WorkerFault> {
    let profile = &session.profile;
    let office = session.keyring.office.clone().ok_or(WorkerFault::Server)?;
    if !office.is_address_of(&profile.office) {
        return Err(WorkerFault::OtherAddress);
    }
    let (name, role) = (profile.name.clone(), profile.role);
    let (called, team) = (profile.called.clone(), profile.team.clone());
    let Office { organisation, safeguarding, .. } = office;
    let keys = session.keys.public();
    Ok(Card { worker: profile.worker, name, role, called, team, keys, organisation, safeguarding })
}

fn introduction_of(
    one: &MadeIntroductionReply,
    locator: Locator,
    standing: Acceptance,
    code: Option<Code>,
) -> Introduction {
    Introduction { locator, made: Moment(one.made), expires: Moment(one.expires), standing, code }
}

#[cfg(test)]
mod tests {
    use super::super::{Profile, Session, WorkerFault};
    use super::{card_of, changed, taken_over};
    use domain::entropy::Entropy;
    use domain::id::{OrgId, WorkerId};
    use domain::role::Role;
    use domain::seal::keyring::{Keyring, Office};
    use domain::seal::keyring_growth::KeptSize;
    use domain::seal::keys::WorkerKeys;
    use std::collections::{BTreeMap, BTreeSet};

    struct Sevens;

    impl Entropy for Sevens {
        fn fill(&mut self, out: &mut [u8]) {
            out.fill(7);
        }
    }

    fn office(address: &str, words: &str) -> Office {
        Office { person_url: address.into(), organisation: words.into(), safeguarding: words.into() }
    }

    /// A worker whose server says `told` and whose keyring holds `pinned`.
    fn session(told: &Office, pinned: Option<&Office>) -> Session {
        let keyring = Keyring { office: pinned.cloned(), ..Keyring::default() };
        let (worker, org) = (WorkerId::from_bytes([7; 16]), OrgId::from_bytes([9; 16]));
        let (name, role) = ("Sam".into(), Role::KeyWorker);
        let (called, team) = (String::new(), String::new());
        let profile = Profile {
            worker,
            name,
            role,
            called,
            team,
            org,
            office: told.clone(),
            recovered: None,
            recovery_made: None,
            away: None,
        };
        let (keys, kept) = (WorkerKeys::make(&mut Sevens), KeptSize::default());
        Session { profile, keys, keyring, revision: 1, kept, mailboxes: BTreeMap::new(), strangers: BTreeSet::new() }
    }

    #[test]
    fn a_server_that_sends_peoples_phones_elsewhere_gets_no_card() {
        let (first, elsewhere) = (office("https://ours.example", "Org"), office("https://evil.example", "Org"));
        assert!(card_of(&session(&first, Some(&first))).is_ok());
        assert_eq!(card_of(&session(&elsewhere, Some(&first))).err(), Some(WorkerFault::OtherAddress));
        assert!(card_of(&session(&first, None)).is_err(), "nothing is pinned yet");
    }

    #[test]
    fn people_read_what_was_pinned_and_new_words_are_taken_over_without_a_new_address() {
        let (first, today) = (office("https://ours.example", "Org"), office("https://ours.example", "Another"));
        let card = card_of(&session(&today, Some(&first))).unwrap();
        assert_eq!((card.organisation.as_str(), card.safeguarding.as_str()), ("Org", "Org"));
        assert_eq!(changed(&first, &today), Some(today.clone()), "the worker is asked");
        assert_eq!(taken_over(Some(&first), &office("https://evil.example", "Another")), today);
        assert_eq!(taken_over(None, &first), first);
    }
}
