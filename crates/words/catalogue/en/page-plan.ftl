# Plans: keys start with page-plan-.
page-plan-plans = Plans
