# plan: keys start with page-plan-.
