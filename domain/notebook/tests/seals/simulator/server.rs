//! A server in memory: facts, and the very rules of `notebook::accept`.

use std::collections::{BTreeMap, BTreeSet};

use notebook::accept::{
    ClaimVerdict, HeldConsent, HeldIntroduction, MadeClaim, Put, ShareFacts, Withdraw, claim, put_consent, put_share,
    withdraw,
};
use notebook::api::{ClaimReply, HeldPermissionReply, ProblemCode, WithdrawalReply};
use notebook::id::{ConsentId, ItemId, WorkerId};
use notebook::introduction::{LIFETIME_MS, Locator};
use notebook::records::OutboxKind;
use notebook::request::{AuthFault, NONCE_LIFETIME_MS, parse_auth};
use notebook::seal::keys::PersonKeys;
use notebook::sealed::{ShareHeader, parse_wire};
use notebook::signed::{ConsentStatus, verify_consent};
use notebook::sync::outbox::Answer;
use notebook::time::{Day, Moment, Stamp};

use super::Request;
use crate::support::{JO, SAM};

#[derive(Clone)]
struct Consent {
    worker: WorkerId,
    rev: u32,
    withdrawn: Option<Moment>,
    ends: Day,
    bytes: Vec<u8>,
}

impl Consent {
    fn held(&self) -> HeldConsent<'_> {
        let Self { worker, rev, withdrawn, ends, ref bytes } = *self;
        HeldConsent { worker, rev, withdrawn: withdrawn.is_some(), waiting: false, ends, bytes }
    }
}

/// Everything the server holds; a clone is a copy of its database.
#[derive(Clone)]
pub(super) struct Server {
    sig_pk: [u8; 32],
    person: notebook::id::PersonId,
    introduced: BTreeSet<WorkerId>,
    locator: Locator,
    ends: Moment,
    claimed: Option<Vec<u8>>,
    nonces: BTreeMap<[u8; 16], Moment>,
    consents: BTreeMap<ConsentId, Consent>,
    envelopes: BTreeMap<(WorkerId, ItemId, u32), (ShareHeader, Vec<u8>)>,
    /// When each of them arrived first.
    arrived: BTreeMap<(WorkerId, ItemId, u32), Moment>,
    /// The highest sequence number towards each worker; it outlives the envelopes.
    sequences: BTreeMap<WorkerId, u64>,
}

impl Server {
    /// The person was introduced to Sam before; Jo's introduction is open.
    pub(super) fn new(keys: &PersonKeys, locator: Locator, now: Moment) -> Self {
        Self {
            sig_pk: keys.public().sig,
            person: keys.person_id(),
            introduced: BTreeSet::from([SAM]),
            locator,
            ends: Moment(now.0 + LIFETIME_MS),
            claimed: None,
            nonces: BTreeMap::new(),
            consents: BTreeMap::new(),
            envelopes: BTreeMap::new(),
            arrived: BTreeMap::new(),
            sequences: BTreeMap::new(),
        }
    }

    pub(super) fn take(&mut self, request: &Request, now: Moment) -> Answer {
        self.answer(request, now)
            .unwrap_or_else(|code| Answer::Refused(code, (code == ProblemCode::Clock).then_some(now)))
    }

    fn answer(&mut self, request: &Request, now: Moment) -> Result<Answer, ProblemCode> {
        if let OutboxKind::Claim { locator } = request.kind {
            return self.claim(locator, &request.body, now);
        }
        let auth = parse_auth(&request.auth).map_err(|_| ProblemCode::Signature)?;
        auth.verify(&self.sig_pk, request.parts(), now).map_err(|fault| match fault {
            AuthFault::Clock { .. } => ProblemCode::Clock,
            AuthFault::Malformed | AuthFault::Signature => ProblemCode::Signature,
        })?;
        self.nonces.retain(|_, at| now.0 - at.0 <= NONCE_LIFETIME_MS);
        if self.nonces.insert(auth.nonce, now).is_some() {
            return Err(ProblemCode::Signature);
        }
        match request.kind {
            OutboxKind::Consent { .. } => self.consent(&request.body, now),
            OutboxKind::Withdrawal { .. } => self.withdrawal(&request.body, now),
            _ => self.share(request, now),
        }
    }

    fn claim(&mut self, locator: Locator, body: &[u8], now: Moment) -> Result<Answer, ProblemCode> {
        let held = HeldIntroduction {
            worker: JO,
            claim_hash: [1; 32],
            ends: self.ends,
            wrong_claims: 0,
            claimed: self.claimed.as_deref(),
        };
        let known = (self.locator == locator).then_some(&held);
        match claim(&MadeClaim { claim_hash: [1; 32], worker: JO, signed: true, body }, known, now) {
            ClaimVerdict::Accept | ClaimVerdict::Same => {
                self.claimed = Some(body.to_vec());
                self.introduced.insert(JO);
                Ok(Answer::Claimed(ClaimReply { worker_id: JO, person_id: self.person, packs: Vec::new() }))
            }
            ClaimVerdict::Wrong | ClaimVerdict::Refuse => Err(ProblemCode::NotFound),
        }
    }

    fn consent(&mut self, bytes: &[u8], now: Moment) -> Result<Answer, ProblemCode> {
        let facts = verify_consent(bytes, &self.sig_pk).map_err(|_| ProblemCode::Malformed)?;
        let held = self.consents.get(&facts.consent).map(Consent::held);
        let introduced = self.introduced.contains(&facts.to);
        if put_consent(&facts, bytes, held.as_ref(), introduced, day(now))? == Put::New {
            let consent =
                Consent { worker: facts.to, rev: facts.rev, withdrawn: None, ends: facts.ends, bytes: bytes.to_vec() };
            self.consents.insert(facts.consent, consent);
        }
        Ok(Answer::Stored(now))
    }

    fn withdrawal(&mut self, bytes: &[u8], now: Moment) -> Result<Answer, ProblemCode> {
        let facts = verify_consent(bytes, &self.sig_pk).map_err(|_| ProblemCode::Malformed)?;
        assert_eq!(facts.status, ConsentStatus::Withdrawn);
        let held = self.consents.get(&facts.consent).map(Consent::held);
        let deleted_at = match withdraw(&facts, held.as_ref(), self.introduced.contains(&facts.to))? {
            Withdraw::Now => {
                self.envelopes.retain(|_, (header, _)| header.consent != facts.consent);
                let (worker, rev, ends) = (facts.to, facts.rev, facts.ends);
                let consent = Consent { worker, rev, withdrawn: Some(now), ends, bytes: bytes.to_vec() };
                self.consents.insert(facts.consent, consent);
                now
            }
            Withdraw::Before => self.consents[&facts.consent].withdrawn.unwrap(),
        };
        let reply =
            WithdrawalReply { deleted_at: deleted_at.0, envelopes: 0, worker_last_looked: None, leaving_disk: false };
        Ok(Answer::Withdrawn(reply))
    }

    fn share(&mut self, request: &Request, now: Moment) -> Result<Answer, ProblemCode> {
        let wire = parse_wire(&request.body).map_err(|_| ProblemCode::Malformed)?;
        let header = wire.parse_share_header().map_err(|_| ProblemCode::Malformed)?;
        assert_eq!((header.from, header.to), (self.person, request.worker));
        let to_worker = || self.envelopes.values().map(|(header, _)| header).filter(|it| it.to == header.to);
        let key = (header.to, header.item, header.item_rev);
        let facts = ShareFacts {
            consent: self.consents.get(&header.consent).map(Consent::held),
            stored: self.envelopes.get(&key).map(|(_, bytes)| bytes.as_slice()),
            highest_seq: self.sequences.get(&header.to).copied(),
            highest_rev: to_worker().filter(|it| it.item == header.item).map(|it| it.item_rev).max(),
            today: day(now),
        };
        let (highest, newest) = (facts.highest_seq.unwrap_or_default(), facts.highest_rev.unwrap_or_default());
        match put_share(&header, &request.body, &facts) {
            Ok(Put::New) => {
                self.sequences.insert(header.to, header.seq);
                self.envelopes.insert(key, (header, request.body.clone()));
                self.arrived.insert(key, now);
            }
            Ok(Put::Same) => {}
            Err(ProblemCode::SequenceUsed) => return Ok(Answer::SequenceUsed(highest)),
            Err(ProblemCode::Conflict) => return Ok(Answer::RevisionUsed(newest)),
            Err(code) => return Err(code),
        }
        Ok(Answer::Stored(self.arrived[&key]))
    }

    /// The newest revision of each item this worker may read, with the permission's record.
    pub(super) fn readable(&self, worker: WorkerId, today: Day) -> Vec<(Vec<u8>, ShareHeader, &[u8])> {
        let mut newest = BTreeMap::new();
        for (header, bytes) in self.envelopes.values().filter(|(header, _)| header.to == worker) {
            let consent = &self.consents[&header.consent];
            if consent.held().covers(worker, today) {
                // Revisions come in rising order, so the last one stays.
                newest.insert(header.item, (consent.bytes.clone(), *header, bytes.as_slice()));
            }
        }
        newest.into_values().collect()
    }

    /// The records of this worker's permissions that hold no more.
    pub(super) fn over(&self, worker: WorkerId, today: Day) -> Vec<Vec<u8>> {
        let theirs = self.consents.values().filter(|it| it.worker == worker && !it.held().covers(worker, today));
        theirs.map(|it| it.bytes.clone()).collect()
    }

    /// The list of permissions in the answer to a look.
    pub(super) fn list(&self) -> Vec<HeldPermissionReply> {
        let held = |(id, it): (&ConsentId, &Consent)| HeldPermissionReply {
            consent: *id,
            to: it.worker,
            rev: it.rev,
            withdrawn: it.withdrawn.is_some(),
            deleted_at: it.withdrawn.map(|at| at.0),
            waiting: false,
            leaving_disk: false,
            newest: self.newest(*id),
            on_request: false,
        };
        self.consents.iter().map(held).collect()
    }

    /// When the newest envelope under it arrived.
    fn newest(&self, consent: ConsentId) -> Option<i64> {
        let under = self.envelopes.iter().filter(|(_, (header, _))| header.consent == consent);
        under.map(|(key, _)| self.arrived[key].0).max()
    }

    /// The signed record of a permission.
    pub(super) fn record(&self, consent: ConsentId) -> &[u8] {
        &self.consents[&consent].bytes
    }

    pub(super) fn is_active(&self, consent: ConsentId) -> bool {
        self.consents.get(&consent).is_some_and(|held| held.withdrawn.is_none())
    }

    pub(super) fn envelopes_under(&self, consent: ConsentId) -> usize {
        self.envelopes.values().filter(|(header, _)| header.consent == consent).count()
    }
}

fn day(now: Moment) -> Day {
    Stamp { at: now, offset_min: 0 }.day()
}
