//! What senders of alerts and their tools see: Prometheus, `amtool`, and what no rule takes.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

use crate::world::{Phones, Server, TOKEN, folder, tool, until};

/// A running program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `amtool` with the token.
struct Amtool<'a> {
    url: &'a str,
    home: &'a Path,
}

impl Amtool<'_> {
    fn run(&self, args: &[&str]) -> Output {
        let http = self.home.join("http.yml");
        let text = format!("authorization:\n  type: Bearer\n  credentials: {TOKEN}\n");
        std::fs::write(&http, text).expect("a file");
        Command::new("amtool")
            .env("HOME", self.home)
            .env("NO_PROXY", "*")
            .arg(format!("--alertmanager.url={}", self.url))
            .arg(format!("--http.config.file={}", http.display()))
            .args(args)
            .output()
            .expect("amtool runs")
    }

    fn good(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn alerts(&self, args: &[&str]) -> Vec<Value> {
        let printed = self.good(&[&["alert", "query", "-o", "json"], args].concat());
        serde_json::from_str(&printed).expect("a list")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn amtool_adds_alerts_and_asks_for_them() {
    let Some(_) = tool("amtool") else { return };
    let (dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let mut server = Server::start(&data, &webhook).await;
    let url = server.url.clone();
    let amtool = Amtool {
        url: &url,
        home: dir.path(),
    };

    amtool.good(&[
        "alert",
        "add",
        "event=gas-leak",
        "lel=24",
        "place=第二食堂",
        "--annotation=summary=后厨探头报警",
    ]);
    let incidents = server.all("incidents").await;
    assert_eq!(incidents.len(), 1);
    assert_eq!(incidents[0]["place"], "第二食堂");

    amtool.good(&["alert", "add", "CoffeeEmpty", "floor=3"]);
    // Sent again, it is no news.
    amtool.good(&["alert", "add", "CoffeeEmpty", "floor=3"]);
    assert_eq!(server.all("incidents").await.len(), 1);

    assert_eq!(amtool.alerts(&[]).len(), 2);
    let taken = amtool.alerts(&["event=gas-leak"]);
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0]["annotations"]["summary"], "后厨探头报警");
    assert_eq!(taken[0]["status"]["state"], "active");
    assert_eq!(taken[0]["receivers"], json!([{ "name": "school" }]));
    let untaken = amtool.alerts(&["CoffeeEmpty"]);
    assert_eq!(untaken.len(), 1);
    assert_eq!(untaken[0]["receivers"], json!([]));
    assert_eq!(amtool.alerts(&["event=~gas.*", "lel!=25"]).len(), 1);
    assert_eq!(amtool.alerts(&["event=fire"]).len(), 0);
    assert_eq!(amtool.alerts(&["--receiver=school"]).len(), 1);
    let simple = amtool.good(&["alert", "query"]);
    assert!(simple.contains("CoffeeEmpty"), "{simple}");

    assert!(!amtool.good(&["silence", "query"]).contains("CoffeeEmpty"));
    amtool.good(&["config", "show"]);
    let silenced = amtool.run(&["silence", "add", "-c", "quiet", "event=gas-leak"]);
    assert!(!silenced.status.success(), "nothing is ever silenced");

    amtool.good(&[
        "alert",
        "add",
        "CoffeeEmpty",
        "floor=3",
        "--end=2020-01-01T00:00:00Z",
    ]);
    assert_eq!(amtool.alerts(&[]).len(), 1, "it is over");

    let cookie = server.sign_in().await;
    let desk = server.officer_page(&cookie, "/?lang=zh-CN").await;
    assert!(desk.contains("今天有1条信号没有规则认领"), "{desk}");
    let page = server.officer_page(&cookie, "/signals").await;
    assert!(page.contains("CoffeeEmpty"), "{page}");
    let (_, metrics) = server.page(&format!("{url}/metrics")).await;
    assert!(metrics.contains("\nchangbei_signals_untaken 1\n"));
    let days: Vec<_> = std::fs::read_dir(data.join("archive"))
        .expect("the archive")
        .map(|day| std::fs::read_to_string(day.expect("a file").path()).expect("text"))
        .collect();
    assert_eq!(days.len(), 1);
    let kept: Vec<Value> = days[0]
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(kept[0]["alert"]["labels"]["alertname"], "CoffeeEmpty");
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_fires_in_prometheus_reports_an_incident() {
    let Some(_) = tool("prometheus") else { return };
    let (dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let server = Server::start(&data, &webhook).await;
    let rules = dir.path().join("rules.yml");
    std::fs::write(
        &rules,
        "groups:\n- name: gas\n  rules:\n  - alert: GasLevel\n    expr: vector(24) > 20\n    \
         labels: {event: gas-leak, lel: '{{ $value }}', place: 第二食堂}\n    \
         annotations: {summary: 后厨探头报警}\n",
    )
    .expect("a file");
    let host = server.url.trim_start_matches("http://");
    let config = dir.path().join("prometheus.yml");
    std::fs::write(
        &config,
        format!(
            "global: {{evaluation_interval: 1s}}\nrule_files: ['{}']\nalerting:\n  \
             alertmanagers:\n  - api_version: v2\n    authorization: {{credentials: {TOKEN}}}\n    \
             static_configs: [{{targets: ['{host}']}}]\n",
            rules.display()
        ),
    )
    .expect("a file");
    // A port that is free now; nobody else asks the machine for one of that number soon.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|it| it.local_addr())
        .expect("a free port");
    let prometheus = Command::new("prometheus")
        .arg(format!("--config.file={}", config.display()))
        .arg(format!(
            "--storage.tsdb.path={}",
            dir.path().join("tsdb").display()
        ))
        .arg(format!("--web.listen-address={port}"))
        // The first sending may come before it knows its receivers; the next is a minute later.
        .arg("--rules.alert.resend-delay=1s")
        .env("NO_PROXY", "*")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let prometheus = Running(prometheus.expect("prometheus starts"));

    let incident = until("Prometheus reports it", || async {
        server.all("incidents").await.first().cloned()
    })
    .await;
    assert_eq!(incident["event"], "gas-leak");
    assert_eq!(incident["place"], "第二食堂");
    let id = incident["id"].as_str().expect("an id");
    let shown = server.get(&format!("incidents/{id}")).await;
    assert_eq!(shown["text"], "后厨探头报警");
    assert!(
        shown["facts"].to_string().contains("24"),
        "the value became a fact: {shown}"
    );
    drop(prometheus);
    server.stop();
}

#[tokio::test]
async fn senders_that_know_no_time_or_only_an_end_are_understood() {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let server = Server::start(&data, &webhook).await;
    // What programs written in Go send where no time was given.
    let none = "0001-01-01T00:00:00.000Z";
    let labels = json!({ "event": "gas-leak" });
    let sent = json!([{ "labels": labels, "startsAt": none, "endsAt": none }]);
    assert_eq!(server.alert(&sent).await, Some(200));
    assert_eq!(server.all("incidents").await.len(), 1);
    let over = json!([{ "labels": labels, "endsAt": "2026-01-01T00:00:00Z" }]);
    assert_eq!(server.alert(&over).await, Some(200));
    let wrong = json!([{
        "labels": labels, "startsAt": "2026-01-02T00:00:00Z", "endsAt": "2026-01-01T00:00:00Z",
    }]);
    assert_eq!(server.alert(&wrong).await, Some(400));
    server.stop();
}

#[tokio::test]
async fn a_trial_of_the_rules_says_what_would_happen_and_records_nothing() {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let mut server = Server::start(&data, &webhook).await;
    let cookie = server.sign_in().await;
    let page = server.officer_page(&cookie, "/signals?lang=zh-CN").await;
    assert!(page.contains("可燃气体探测器"), "the rules are listed");
    let cookie = format!("{cookie}; changbei_lang=zh-CN");
    let tried = async |pasted: &str| {
        let fields = [("pasted", pasted)];
        server.officer_post(&cookie, "/signals", &fields).await
    };

    let (status, page) = tried("event=gas-leak\nlel=24\ndormitory=yes\nplace=第二食堂").await;
    assert_eq!(status, 200);
    for said in [
        "由《燃气泄漏处置预案》的规则“可燃气体探测器”认领",
        "报告一起新事件",
        "第二食堂",
        "可燃气体浓度 24 %LEL（标签 lel）",
        "Ⅲ级",
        "什么都没有记录",
    ] {
        assert!(page.contains(said), "no “{said}” in {page}");
    }
    let (_, page) = tried(r#"[{"labels": {"event": "gas-leak", "lel": "many"}}]"#).await;
    assert!(page.contains("标签 lel 的值“many”读不懂"), "{page}");
    let (_, page) = tried("event=flood").await;
    assert!(page.contains("没有规则认领"), "{page}");
    assert!(
        page.contains("event 应为“gas-leak”，这里是“flood”"),
        "{page}"
    );
    let (status, page) = tried("nothing of use").await;
    assert_eq!(status, 422);
    assert!(page.contains("第1行不是"), "{page}");

    assert!(server.all("incidents").await.is_empty());
    assert!(phones.received().is_empty());

    let real = json!([{ "labels": { "event": "gas-leak" } }]);
    assert_eq!(server.alert(&real).await, Some(200));
    let (_, page) = tried("event=gas-leak").await;
    assert!(page.contains("再送一次不是新消息"), "{page}");
    let (_, page) = tried("event=gas-leak\nlel=30").await;
    assert!(page.contains("并入正在运行的同类事件"), "{page}");
    assert_eq!(server.all("incidents").await.len(), 1);
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_in_the_form_of_pagerduty_reports_an_incident_and_ends_by_its_key() {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let server = Server::start(&data, &webhook).await;
    let event = |action: &str| {
        json!({
            "routing_key": TOKEN, "event_action": action, "dedup_key": "probe-7",
            "payload": {
                "summary": "后厨探头报警", "source": "probe-7", "severity": "critical",
                "timestamp": "2020-07-17T08:42:58.315+0000",
                "custom_details": { "event": "gas-leak", "place": "第二食堂", "lel": 24 },
            },
        })
    };
    let send = async |body: Value| {
        let url = format!("{}/v2/enqueue", server.url);
        let answer = server.client().post(url).json(&body).send().await;
        let answer = answer.expect("an answer");
        let status = answer.status().as_u16();
        (status, answer.json::<Value>().await.expect("JSON"))
    };
    for _ in 0..2 {
        let (status, said) = send(event("trigger")).await;
        assert_eq!(
            (status, &said["status"]),
            (202, &json!("success")),
            "{said}"
        );
        assert_eq!(said["dedup_key"], "probe-7");
    }
    let incidents = server.all("incidents").await;
    assert_eq!(incidents.len(), 1, "sent again, it is no news");
    assert_eq!(incidents[0]["place"], "第二食堂");

    let duty = server.all("duties").await[0]["id"].clone();
    let (status, _) = send(event("acknowledge")).await;
    assert_eq!(status, 202);
    let duties = server.all("duties").await;
    let first = duties.iter().find(|it| it["id"] == duty).expect("the duty");
    assert_eq!(
        first["state"], "open",
        "a program has seen it; no person has"
    );
    assert_eq!(send(event("resolve")).await.0, 202);

    let (status, said) = send(json!({ "routing_key": TOKEN, "event_action": "resolve" })).await;
    assert_eq!(
        (status, &said["status"]),
        (400, &json!("invalid event")),
        "{said}"
    );
    let mut stranger = event("trigger");
    stranger["routing_key"] = json!("guessed");
    assert_eq!(send(stranger).await.0, 401);
    server.stop();
}
