# Wording of notices: keys start with page-templates-.
page-templates-title = Wording of notices
page-templates-why = Left empty, the usual wording is used. The marks of drills, of life safety and of possible repeats, the link and the short code are always added.
page-templates-own = worded by the organisation
page-templates-usual = the usual wording
page-templates-places = Can be put in: { $places }
page-templates-zh = Chinese
page-templates-en = English
page-templates-preview = Preview
