//! Mail against a small SMTP server.

use std::sync::{Arc, Mutex};

use courier::{Channel, Courier, Mail, MailServer, Security, Way};
use engine::Delivery;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::other_side::{deliver, failed, message, patience, way};

type Seen = Arc<Mutex<Vec<String>>>;

/// A server that answers to the end of a mail as it is told, and the mails that it saw.
async fn server(greeting: &'static str, at_end: &'static str) -> (u16, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let seen = Seen::default();
    let mails = seen.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, greeting, at_end, mails.clone()));
        }
    });
    (port, seen)
}

async fn talk(stream: TcpStream, greeting: &'static str, at_end: &'static str, seen: Seen) {
    let mut stream = BufReader::new(stream);
    let _ = stream.get_mut().write_all(greeting.as_bytes()).await;
    let (mut line, mut mail, mut inside) = (String::new(), String::new(), false);
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        let answer = if inside && line.trim_end() == "." {
            inside = false;
            seen.lock()
                .expect("no panic")
                .push(std::mem::take(&mut mail));
            at_end
        } else if inside {
            mail.push_str(&line);
            ""
        } else if line.starts_with("DATA") {
            inside = true;
            "354 go on\r\n"
        } else {
            "250 fine\r\n"
        };
        line.clear();
        if stream.get_mut().write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

fn settings(port: u16) -> MailServer {
    MailServer {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        security: Some(Security::None),
        from: "常备 <changbei@school.test>".to_owned(),
        user: None,
        password: None,
    }
}

async fn send(port: u16) -> Vec<Delivery> {
    let mail = Mail::new(settings(port)).expect("a server");
    let courier = Courier::new(patience()).with(Channel::Mail(Box::new(mail)));
    let own = Way {
        address: Some("tang@school.test".to_owned()),
        ..way("mail")
    };
    let attempts = deliver(&courier, &message(), &[own]).await;
    attempts.into_iter().map(|it| it.outcome).collect()
}

#[tokio::test]
async fn a_mail_is_taken_when_the_server_says_so_at_its_end() {
    let (port, seen) = server("220 here\r\n", "250 queued\r\n").await;
    assert_eq!(send(port).await, [Delivery::Delivered]);
    let mail = seen.lock().expect("no panic").remove(0);
    assert!(mail.contains("To: tang@school.test"), "{mail}");
    assert!(
        mail.contains("Message-ID: <c1.4@changbei.invalid>"),
        "{mail}"
    );
    assert!(mail.contains("Subject: =?utf-8?"), "{mail}");
}

#[tokio::test]
async fn a_refusal_for_good_is_not_tried_again_and_one_for_now_is() {
    let (port, seen) = server("220 here\r\n", "550 no such person tang@school.test\r\n").await;
    let attempts = send(port).await;
    assert_eq!(attempts, [failed("SMTP 550"), Delivery::GaveUp]);
    assert_eq!(seen.lock().expect("no panic").len(), 1);
    let (port, seen) = server("220 here\r\n", "451 later\r\n").await;
    let attempts = send(port).await;
    assert_eq!(attempts[0], failed("SMTP 451"));
    assert_eq!(attempts.last(), Some(&Delivery::GaveUp));
    assert!(seen.lock().expect("no panic").len() > 1);
}

#[tokio::test]
async fn garbage_and_silence_are_failures_that_name_nobody() {
    let (port, _) = server("<html>\r\n", "250 fine\r\n").await;
    let attempts = send(port).await;
    assert_eq!(attempts.last(), Some(&Delivery::GaveUp), "{attempts:?}");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    drop(listener);
    let attempts = send(port).await;
    assert_eq!(attempts.last(), Some(&Delivery::GaveUp));
    assert!(!format!("{attempts:?}").contains("school.test"));
}

#[test]
fn an_open_line_goes_to_this_machine_only() {
    let mut outside = settings(25);
    outside.host = "mail.school.test".to_owned();
    assert!(Mail::new(outside).is_err());
    let mut half = settings(25);
    half.user = Some("changbei".to_owned());
    assert!(Mail::new(half).is_err(), "a name without a password");
}
