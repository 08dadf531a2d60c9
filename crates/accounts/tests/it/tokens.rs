//! Tokens of the API.

use accounts::Scope;

use crate::{later, start, whose, with_zhou};

#[tokio::test]
async fn a_token_is_good_until_its_end_or_until_it_is_revoked() {
    let accounts = with_zhou().await;
    let me = whose("a1");
    let secret = accounts
        .make_token(&me, "smoke detectors", Scope::Signals, start(), later(60))
        .await
        .unwrap();
    let shown = accounts.token(&secret, start()).await.unwrap().unwrap();
    assert_eq!(
        (shown.account, shown.scope),
        (me.account.clone(), Scope::Signals)
    );
    assert!(accounts.token(&secret, later(60)).await.unwrap().is_none());
    assert!(
        accounts
            .token("cbt_guess", start())
            .await
            .unwrap()
            .is_none()
    );
    let kept = accounts.tokens(&me).await.unwrap();
    assert_eq!(kept[0].name, "smoke detectors");
    accounts
        .drop_token(&whose("other"), &kept[0].id)
        .await
        .unwrap();
    assert!(accounts.token(&secret, start()).await.unwrap().is_some());
    accounts.drop_token(&me, &kept[0].id).await.unwrap();
    assert!(accounts.token(&secret, start()).await.unwrap().is_none());
}
