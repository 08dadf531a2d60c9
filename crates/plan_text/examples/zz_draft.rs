fn main() {
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let r = plan_text::read(&text);
    let d = plan_text::draft::draft(&text, "d", &r);
    let mut p = d.plan.clone();
    if std::env::args().nth(2).is_none() {
        for s in p
            .posts
            .iter_mut()
            .map(|p| &mut p.source)
            .chain(p.groups.iter_mut().map(|p| &mut p.source))
            .chain(p.events.iter_mut().map(|p| &mut p.source))
            .chain(p.procedures.iter_mut().map(|p| &mut p.source))
        {
            *s = None;
        }
        for s in p.procedures.iter_mut().flat_map(|p| p.steps.iter_mut()) {
            s.source = None;
            s.text = s.text.chars().take(60).collect();
        }
    }
    println!("{}", plan_text::yaml::write_yaml(&p));
    for b in &d.blanks {
        println!(
            "{} {} {:?} {:?}",
            b.weight,
            b.element,
            b.missing,
            b.proposal
                .as_ref()
                .map(|p| format!("{p:?}").chars().take(60).collect::<String>())
        );
    }
}
