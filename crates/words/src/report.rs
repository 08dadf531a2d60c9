//! Reports: limits, whose they are, where they stand, and which of them binds.

use plan::{Basis, Clock, Kind, ReportLimit, ReportRule, Whose};

use crate::Words;

impl Words {
    /// Who set a limit: 法规, 行业规定, 上级, 本单位.
    pub fn whose(self, whose: Whose) -> String {
        self.say(match whose {
            Whose::Statute => "report-whose-statute",
            Whose::Sector => "report-whose-sector",
            Whose::Superior => "report-whose-superior",
            Whose::Own => "report-whose-own",
        })
    }

    /// From when the clock of a report runs.
    pub fn report_clock(self, clock: Clock) -> String {
        self.say(match clock {
            Clock::HeadTold => "report-clock-head-told",
            Clock::Reported => "report-clock-reported",
            Clock::Known => "report-clock-known",
        })
    }

    /// Where a limit stands: 《安全生产法》第八十三条（待核实）.
    pub fn basis(self, basis: &Basis) -> String {
        let clause = basis.clause.as_deref().unwrap_or_default();
        let values = [("document", basis.document.as_str()), ("clause", clause)];
        let said = self.with(
            if clause.is_empty() {
                "report-basis"
            } else {
                "report-basis-clause"
            },
            &values[..if clause.is_empty() { 1 } else { 2 }],
        );
        self.verified(said, basis)
    }

    /// A limit with its length and where it stands: 本单位预案 6.2：1小时.
    pub fn limit(self, limit: &ReportLimit) -> String {
        self.with(
            "report-limit",
            &[
                ("where", self.limit_place(limit)),
                ("length", self.limit_length(limit.within)),
            ],
        )
    }

    /// Whose limit counts for an organisation of that kind, beside all others that somebody set:
    /// 本单位预案 6.2：1小时，严于上级2小时；《…》第九条约束生产经营单位，不约束学校. Empty when
    /// no limit binds it.
    pub fn binding(self, report: &ReportRule, kind: Option<Kind>) -> String {
        let Some(counts) = report.strictest(kind) else {
            return String::new();
        };
        let mut parts = vec![self.limit(counts)];
        let others = report.limits.iter().filter(|limit| *limit != counts);
        let (binding, foreign): (Vec<&ReportLimit>, Vec<&ReportLimit>) =
            others.partition(|limit| limit.binds(kind));
        for other in binding {
            parts.push(self.milder(counts, other));
        }
        let mut text = self.parts(parts);
        for other in foreign {
            text = self.clauses([text, self.not_ours(other, kind)]);
        }
        text
    }

    /// 严于上级2小时, or 与上级相同.
    fn milder(self, counts: &ReportLimit, other: &ReportLimit) -> String {
        let whose = self.whose(other.whose);
        let said = if counts.within == other.within {
            self.with("report-same-as", &[("whose", whose)])
        } else {
            self.with(
                "report-stricter-than",
                &[
                    ("whose", whose),
                    ("length", self.limit_length(other.within)),
                ],
            )
        };
        match &other.basis {
            Some(basis) => self.verified(said, basis),
            None => said,
        }
    }

    /// 《…》第九条约束生产经营单位，不约束学校.
    fn not_ours(self, limit: &ReportLimit, kind: Option<Kind>) -> String {
        let bound = self.list(limit.binds.iter().map(|kind| self.kinds(*kind)));
        let own = kind.map_or_else(|| self.say("kind-this"), |kind| self.kinds(kind));
        self.with(
            "report-binds-others",
            &[
                ("where", self.limit_place(limit)),
                ("bound", bound),
                ("own", own),
            ],
        )
    }

    /// 本单位预案 6.2 for the plan's own limit, else the basis, else who set it.
    fn limit_place(self, limit: &ReportLimit) -> String {
        let clause = limit
            .basis
            .as_ref()
            .and_then(|basis| basis.clause.as_deref());
        match (limit.whose, &limit.basis) {
            (Whose::Own, Some(basis)) => {
                let said = match clause {
                    Some(clause) => self.with("report-own-plan-clause", &[("clause", clause)]),
                    None => self.say("report-own-plan"),
                };
                self.verified(said, basis)
            }
            (Whose::Own, None) => self.say("report-own-plan"),
            (Whose::Statute | Whose::Sector | Whose::Superior, Some(basis)) => self.basis(basis),
            (Whose::Statute | Whose::Sector | Whose::Superior, None) => self.whose(limit.whose),
        }
    }

    /// Marks what nobody has read in the original.
    fn verified(self, said: String, basis: &Basis) -> String {
        if basis.unverified {
            self.with("report-unverified", &[("said", said)])
        } else {
            said
        }
    }
}
