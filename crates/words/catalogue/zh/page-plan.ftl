# Plans: keys start with page-plan-.
page-plan-plans = 预案
