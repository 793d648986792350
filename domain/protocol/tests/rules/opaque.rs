//! The staff password protocol, from set-up to sign-in, and what a wrong password, name or server gets.

use protocol::opaque::{
    OpaqueFault, client_finish_registration, client_finish_sign_in, client_start_registration, client_start_sign_in,
    make_server_setup, server_finish, server_record, server_register, server_sign_in,
};

use protocol::stretch::NoMemory;

use super::support::counted;

const PASSWORD: &[u8] = b"a long enough password";

struct Server {
    setup: Vec<u8>,
    record: Vec<u8>,
}

/// A server on which Sam has set up; and the export key of the set-up.
fn set_up() -> (Server, Vec<u8>) {
    let setup = make_server_setup(&mut counted(1));
    let start = client_start_registration(PASSWORD, &mut counted(2)).unwrap();
    let reply = server_register(&setup, &start.message, b"sam").unwrap();
    let mut bytes = counted(3);
    let end = client_finish_registration(start.state, PASSWORD, &reply, &mut bytes).unwrap().here().unwrap().unwrap();
    let record = server_record(&end.message).unwrap();
    (Server { setup, record }, end.export_key.to_vec())
}

/// A whole sign-in: the export key if both sides are content.
fn sign_in(server: &Server, record: Option<&[u8]>, name: &[u8], password: &[u8]) -> Result<Vec<u8>, OpaqueFault> {
    let start = client_start_sign_in(password, &mut counted(4))?;
    let (state, reply) = server_sign_in(&server.setup, record, &start.message, name, &mut counted(5))?;
    let end = client_finish_sign_in(start.state, password, &reply, &mut counted(6))?.here().unwrap()?;
    server_finish(&state, &end.message)?;
    Ok(end.export_key.to_vec())
}

#[test]
fn the_right_password_gives_the_same_export_key_and_nothing_else_gives_one() {
    let (server, export_key) = set_up();
    assert_eq!(sign_in(&server, Some(&server.record), b"sam", PASSWORD), Ok(export_key));
    assert_eq!(sign_in(&server, Some(&server.record), b"sam", b"a long enough passwore"), Err(OpaqueFault));
    assert_eq!(sign_in(&server, Some(&server.record), b"jo", PASSWORD), Err(OpaqueFault));
    assert_eq!(sign_in(&server, None, b"sam", PASSWORD), Err(OpaqueFault), "an unknown name");
}

#[test]
fn without_the_memory_a_right_password_is_not_called_wrong() {
    let (server, export_key) = set_up();
    let start = client_start_sign_in(PASSWORD, &mut counted(4)).unwrap();
    let (state, reply) =
        server_sign_in(&server.setup, Some(&server.record), &start.message, b"sam", &mut counted(5)).unwrap();
    let mut bytes = counted(6);
    let finish = client_finish_sign_in(start.state, PASSWORD, &reply, &mut bytes).unwrap();
    // What a thread that got no memory leaves behind.
    let stretched = finish.what().run().unwrap();
    assert_eq!(finish.with(&[0; 64]).map(|end| end.is_ok()), Err(NoMemory));
    let start = client_start_sign_in(PASSWORD, &mut counted(4)).unwrap();
    let finish = client_finish_sign_in(start.state, PASSWORD, &reply, &mut bytes).unwrap();
    let end = finish.with(&stretched).unwrap().unwrap();
    assert_eq!(server_finish(&state, &end.message), Ok(()));
    assert_eq!(end.export_key.to_vec(), export_key, "the work may be done anywhere");
}

#[test]
fn an_unknown_name_gets_a_reply_of_the_same_length() {
    let (server, _) = set_up();
    let start = client_start_sign_in(PASSWORD, &mut counted(4)).unwrap();
    let reply = |record| server_sign_in(&server.setup, record, &start.message, b"sam", &mut counted(5)).unwrap();
    let (known, unknown) = (reply(Some(server.record.as_slice())), reply(None));
    assert_eq!((known.0.len(), known.1.len()), (unknown.0.len(), unknown.1.len()));
    assert!(server_finish(&unknown.0, &[0; 64]).is_err());
}

#[test]
fn bytes_of_another_form_are_refused_at_every_step() {
    let (server, _) = set_up();
    let start = client_start_sign_in(PASSWORD, &mut counted(4)).unwrap();
    let with_tail = [&start.message[..], &[0]].concat();
    let (state, _) = server_sign_in(&server.setup, None, &start.message, b"sam", &mut counted(5)).unwrap();
    for bytes in [&[][..], &[0; 31], &[0xff; 32], &[0; 500], &with_tail] {
        assert!(server_register(&server.setup, bytes, b"sam").is_err());
        assert!(server_record(bytes).is_err());
        assert!(server_sign_in(&server.setup, None, bytes, b"sam", &mut counted(1)).is_err());
        assert!(server_finish(&state, bytes).is_err());
        let start = client_start_sign_in(PASSWORD, &mut counted(4)).unwrap();
        assert!(client_finish_sign_in(start.state, PASSWORD, bytes, &mut counted(6)).is_err());
    }
}
