//! Many boards at once: what one update costs.

use crate::world::World;

#[tokio::test]
async fn five_hundred_listeners_get_the_same_update_from_one_rendering() {
    let world = World::school().await;
    let incident = world.gas_leak().await;
    let officer = world.signed_in().await;
    let path = format!("/incidents/{incident}/live?after={}", world.position());
    let mut lines = Vec::new();
    for _ in 0..500 {
        let mut line = world.listen(&officer, &path).await;
        line.next().await;
        lines.push(line);
    }
    let before = world.renders().await;
    world.answer(&world.duty(&incident, "close-valve")).await;
    let first = lines[0].next().await.unwrap();
    assert!(first.contains("event: parts"));
    for line in &mut lines[1..] {
        assert_eq!(line.next().await.as_ref(), Some(&first));
    }
    assert_eq!(world.renders().await, before + 1);
}
