//! A table where a worker helps with a check-in: guest notebooks, and what is sealed to somebody who was met.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use domain::{
    api::{Bytes32, GuestProofRequest, TeamInboxReply, WaitsReply, WrittenReply, path},
    guest::WAITS_DAYS,
    id::{GuestPlace, WrittenId},
};
use server::{config::Command, side::Side};

use super::{
    Answer, As, World, command,
    people::{Person, Worker, guest},
};

pub const PLACE: GuestPlace = GuestPlace::from_bytes([5; 16]);
pub const PROOF: [u8; 32] = [6; 32];
pub const WRONG: [u8; 32] = [7; 32];
pub const WRITTEN: WrittenId = WrittenId::from_bytes([8; 16]);
pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Sam and Jo work here; Robin met Sam, and Ash met Jo.
pub struct Table {
    pub world: World,
    pub robin: Person,
    pub ash: Person,
    pub sam: Worker,
    pub jo: Worker,
}

impl Table {
    pub async fn new() -> Self {
        let world = World::new().await;
        let (robin, ash) = (Person::new(1), Person::new(2));
        let (sam, jo) = (world.worker("Sam").await, world.worker("Jo").await);
        world.meet(&robin, &sam, 1).await;
        world.meet(&ash, &jo, 2).await;
        Self { world, robin, ash, sam, jo }
    }

    /// Stopped, one file copied over another, and started again.
    pub async fn restarted(self, from: &str, to: &str) -> Self {
        let Self { world, robin, ash, sam, jo } = self;
        let dir = world.stop().await;
        std::fs::copy(dir.path().join(from), dir.path().join(to)).unwrap();
        let world = World::open(dir, &[]).await.map_err(|(_, why)| why).unwrap();
        Self { world, robin, ash, sam, jo }
    }

    pub async fn keep_at(&self, by: &Worker, place: GuestPlace, rev: u32, fill: u8) -> Answer {
        let request = serde_json::to_vec(&guest(PROOF, rev, fill)).unwrap();
        self.world.put(Side::Team, As::Worker(by), &path::guest(place), request).await
    }

    pub async fn keep(&self, by: &Worker, rev: u32, fill: u8) -> Answer {
        self.keep_at(by, PLACE, rev, fill).await
    }

    pub async fn open(&self, proof: [u8; 32]) -> Answer {
        let request = GuestProofRequest { proof: Bytes32(proof) };
        self.world.post(Side::Person, As::Nobody, &path::guest_open(PLACE), request).await
    }

    pub async fn open_from(&self, address: [u8; 4], proof: [u8; 32]) -> Answer {
        let body = serde_json::to_vec(&GuestProofRequest { proof: Bytes32(proof) }).unwrap();
        let request = Request::builder().method(Method::POST).uri(path::guest_open(PLACE));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let request = request.extension(ConnectInfo(SocketAddr::from((address, 4711))));
        self.world.send(Side::Person, request.body(Body::from(body)).unwrap()).await
    }

    pub async fn taken(&self, proof: [u8; 32]) -> Answer {
        let request = GuestProofRequest { proof: Bytes32(proof) };
        self.world.post(Side::Person, As::Nobody, &path::guest_taken(PLACE), request).await
    }

    pub async fn write_as(&self, by: &Worker, with: &Person, written: WrittenId, rev: u32, fill: u8) -> Answer {
        let bytes = by.writes(self.world.app.settings.org_id, with.id, written, rev, fill);
        self.world.put(Side::Team, As::Worker(by), &path::team_written(with.id, written), bytes).await
    }

    pub async fn write(&self, rev: u32, fill: u8) -> Answer {
        self.write_as(&self.sam, &self.robin, WRITTEN, rev, fill).await
    }

    pub async fn read(&self, by: &Person) -> Answer {
        self.world.get(Side::Person, As::Person(by), &path::written(WRITTEN)).await
    }

    pub async fn close(&self, by: &Person) -> Answer {
        self.world.ask(Side::Person, As::Person(by), Method::DELETE, &path::written(WRITTEN), Vec::new()).await
    }

    /// What a worker's page is told that waits.
    pub async fn waits_by(&self, worker: &Worker) -> Vec<WrittenReply> {
        let answer = self.world.ask(Side::Team, As::Worker(worker), Method::POST, path::INBOX, super::look()).await;
        answer.is(200).json::<TeamInboxReply>().written
    }

    pub async fn waits_for(&self, person: &Person) -> Vec<WaitsReply> {
        self.world.read_inbox(person, true).await.written
    }

    /// A minute before its 90 days are over; both workers are signed in anew, for no session lasts that long.
    pub async fn nearly_over(&self) {
        self.world.app.clock.advance(WAITS_DAYS * DAY - MINUTE);
        for worker in [&self.sam, &self.jo] {
            let (token, now) = (server::token::hash(&worker.token), self.world.app.clock.now());
            let pool = self.world.pool().await;
            let update = "UPDATE sessions SET made_at = $1, last_used_at = $1 WHERE token_hash = $2";
            sqlx::query(update).bind(now).bind(token.to_vec()).execute(&pool).await.unwrap();
            pool.close().await;
        }
    }

    pub async fn count(&self, select: &'static str) -> i64 {
        let pool = self.world.pool().await;
        let count = sqlx::query_scalar(select).fetch_one(&pool).await.unwrap();
        pool.close().await;
        count
    }

    pub async fn log(&self) -> String {
        command(&self.world.dir, &[], Command::Audit).await.unwrap()
    }
}
