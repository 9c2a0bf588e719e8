//! Backups are made while others write, have all that was answered before, and come back whole on every build: of each
//! migration there was, with its rows, into a database of this one. What is wrong with a file is said before anything
//! is changed.

#![cfg(test)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cluster::Cluster;
use domain::Time;
use domain::heartbeat::Heartbeat;
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use store::backup::{Progress, backup, restore};
use store::{Lock, Model, Store};
use tempfile::TempDir;
use tokio::time::{Instant, sleep_until};

/// What is written for each migration, into tables that were there then and are there now.
const ROWS: [(i64, &str); 3] = [
    (1, "INSERT INTO households (id, created_at) VALUES ($1, 7)"),
    (
        2,
        "INSERT INTO models (model, name, created_at) VALUES ('M', 'of old', 0)",
    ),
    (
        6,
        "INSERT INTO topics (topic, confirmed_at) VALUES (E'a\\ttab, a \\\\ and\\na line', 5)",
    ),
];

fn quiet(_: Progress<'_>) {}

fn sqlite(folder: &TempDir, name: &str) -> String {
    format!("sqlite://{}", folder.path().join(name).display())
}

fn model(name: &str) -> Model {
    Model {
        model: "M".to_owned(),
        name: name.to_owned(),
        replenisher: domain::Replenisher::Drs,
    }
}

async fn write(store: &Store, name: &str) {
    let mut tx = store.write().await.unwrap();
    let at = Time::from_millis(0);
    tx.model_put(&model(name), at).await.unwrap();
    tx.commit().await.unwrap();
}

async fn named(store: &Store) -> Option<String> {
    let mut tx = store.read().await.unwrap();
    tx.model("M").await.unwrap().map(|model| model.name)
}

/// A database as it was after a migration, with rows.
async fn of_migration(url: &str, version: i64) {
    if url.starts_with("sqlite:") {
        let pool = SqlitePool::connect(&format!("{url}?mode=rwc"))
            .await
            .unwrap();
        let migrator = sqlx::migrate!("../../migrations/sqlite");
        migrator.run_to(version, &pool).await.unwrap();
        for (since, sql) in ROWS {
            if since <= version {
                let sql = sql.replace("$1", "X'00000000000000000000000000000009'");
                let sql = sql.replace(
                    "E'a\\ttab, a \\\\ and\\na line'",
                    "'a\ttab, a \\ and\na line'",
                );
                sqlx::query(AssertSqlSafe(sql))
                    .execute(&pool)
                    .await
                    .unwrap();
            }
        }
        pool.close().await;
    } else {
        let pool = PgPool::connect(url).await.unwrap();
        let migrator = sqlx::migrate!("../../migrations/postgres");
        migrator.run_to(version, &pool).await.unwrap();
        for (since, sql) in ROWS {
            if since <= version {
                let sql = sql.replace("$1", "'00000000-0000-0000-0000-000000000009'");
                sqlx::query(AssertSqlSafe(sql))
                    .execute(&pool)
                    .await
                    .unwrap();
            }
        }
        pool.close().await;
    }
}

fn versions() -> Vec<i64> {
    let migrator = sqlx::migrate!("../../migrations/sqlite");
    migrator.iter().map(|it| it.version).collect()
}

/// A backup of each migration, put back over a database of today in which other things are.
async fn comes_back_from_every_migration(mut database: impl FnMut(String) -> String) {
    let folder = tempfile::tempdir().unwrap();
    for version in versions() {
        let (old, now) = (
            database(format!("old{version}")),
            database(format!("now{version}")),
        );
        of_migration(&old, version).await;
        let file = folder.path().join(version.to_string());
        backup(&old, &file, &quiet).await.unwrap();

        let store = Store::open(&now).await.unwrap();
        write(&store, "of today").await;
        store.close().await;
        restore(&now, &file, false, &quiet).await.unwrap();

        let store = Store::open(&now).await.unwrap();
        let expected = (version >= 2).then(|| "of old".to_owned());
        assert_eq!(named(&store).await, expected, "{version}");
        let mut tx = store.read().await.unwrap();
        let topics = tx.topics().await.unwrap();
        let topics: Vec<_> = topics.iter().map(|topic| topic.topic.as_str()).collect();
        let expected = ["a\ttab, a \\ and\na line"];
        assert_eq!(topics, expected[..usize::from(version >= 6)], "{version}");
        let marked = Heartbeat::first(Time::from_millis(0));
        assert_eq!(tx.beat().await.unwrap(), Some(marked), "{version}");
        drop(tx);
        write(&store, "and goes on").await;
        store.close().await;
    }
}

#[tokio::test]
async fn sqlite_comes_back_from_every_migration() {
    let folder = tempfile::tempdir().unwrap();
    comes_back_from_every_migration(|name| sqlite(&folder, &name)).await;
    let left = fs::read_dir(folder.path()).unwrap();
    let left: Vec<_> = left
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    for name in &left {
        let is_expected =
            name.ends_with(".lock") || name.starts_with("old") || name.starts_with("now");
        assert!(is_expected && !name.contains("-wal"), "{left:?}");
    }
}

#[tokio::test]
async fn postgresql_comes_back_from_every_migration() {
    let cluster = Cluster::shared().unwrap();
    comes_back_from_every_migration(|_| cluster.database().unwrap()).await;
}

/// Writes twenty times a second until it is told to stop; says what it wrote last.
fn writer(
    store: Store,
) -> (
    Arc<AtomicBool>,
    Arc<Mutex<u64>>,
    tokio::task::JoinHandle<()>,
) {
    let (stop, last) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(0)));
    let (stopped, written) = (stop.clone(), last.clone());
    let writing = tokio::spawn(async move {
        let mut tick = tokio::time::interval(Duration::from_millis(50));
        let mut n = 0;
        while !stopped.load(Ordering::Relaxed) {
            tick.tick().await;
            n += 1;
            write(&store, &n.to_string()).await;
            *written.lock().unwrap() = n;
        }
    });
    (stop, last, writing)
}

/// How long a file takes to be copied.
fn copied(file: &Path, to: &Path) -> Duration {
    let began = std::time::Instant::now();
    fs::copy(file, to).unwrap();
    fs::File::open(to).unwrap().sync_all().unwrap();
    began.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_sqlite_ends_while_others_write() {
    const MEGABYTES: i64 = 256;
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(&folder, "larder.db");
    let store = Store::open(&url).await.unwrap();
    let pool = SqlitePool::connect(&url).await.unwrap();
    // Rows that a page holds one of.
    let much = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $1 * 256)
        INSERT INTO topics (topic) SELECT n || HEX(RANDOMBLOB(1900)) FROM n";
    sqlx::query(much)
        .bind(MEGABYTES)
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    let (stop, last, writing) = writer(store.clone());
    sleep_until(Instant::now() + Duration::from_millis(300)).await;

    let (database, copy) = (folder.path().join("larder.db"), folder.path().join("copy"));
    let plain = copied(&database, &copy);
    let before = *last.lock().unwrap();
    let (began, lines) = (Instant::now(), Mutex::new(0));
    let file = folder.path().join("backup");
    let tell = |progress: Progress<'_>| {
        assert!(progress.all.is_some_and(|all| progress.done <= all));
        *lines.lock().unwrap() += 1;
    };
    let (of, to) = (url.clone(), file.clone());
    backup(&of, &to, &tell).await.unwrap();
    let took = began.elapsed();
    stop.store(true, Ordering::Relaxed);
    writing.await.unwrap();
    store.close().await;
    println!("copied in {plain:?}, backed up in {took:?}");
    // A copy is the system's, whoever asks; what is not optimised takes longer beside other tests.
    let times = if cfg!(debug_assertions) { 20 } else { 2 };
    assert!(took <= times * plain, "{took:?}, and a copy {plain:?}");
    assert!(*lines.lock().unwrap() > 10, "it says how far it is");

    let backup = Store::open(&sqlite(&folder, "backup")).await.unwrap();
    let kept: u64 = named(&backup).await.unwrap().parse().unwrap();
    assert!(kept >= before, "{kept} of {before} answered before");
    backup.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_postgresql_is_one_state_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let cluster = Cluster::shared().unwrap();
    let url = cluster.database().unwrap();
    let store = Store::open(&url).await.unwrap();
    let (stop, last, writing) = writer(store.clone());
    sleep_until(Instant::now() + Duration::from_millis(300)).await;
    let (before, file) = (*last.lock().unwrap(), folder.path().join("backup"));
    backup(&url, &file, &quiet).await.unwrap();
    stop.store(true, Ordering::Relaxed);
    writing.await.unwrap();
    store.close().await;
    let other = cluster.database().unwrap();
    restore(&other, &file, false, &quiet).await.unwrap();
    let store = Store::open(&other).await.unwrap();
    let kept: u64 = named(&store).await.unwrap().parse().unwrap();
    assert!(before > 0 && kept >= before);
    store.close().await;
}

struct Scene {
    folder: TempDir,
    url: String,
    file: PathBuf,
}

/// A database, and a backup of it.
async fn backed_up(url: Option<String>) -> Scene {
    let folder = tempfile::tempdir().unwrap();
    let url = url.unwrap_or_else(|| sqlite(&folder, "larder.db"));
    let store = Store::open(&url).await.unwrap();
    write(&store, "before").await;
    store.close().await;
    let file = folder.path().join("backup");
    backup(&url, &file, &quiet).await.unwrap();
    let store = Store::open(&url).await.unwrap();
    write(&store, "after").await;
    store.close().await;
    Scene { folder, url, file }
}

impl Scene {
    async fn refused(&self, file: &Path) -> String {
        let refused = restore(&self.url, file, false, &quiet).await;
        refused.unwrap_err().to_string()
    }

    async fn is_untouched(&self) {
        let store = Store::open(&self.url).await.unwrap();
        assert_eq!(named(&store).await.as_deref(), Some("after"));
        store.close().await;
    }
}

async fn what_is_wrong_is_said_and_nothing_changed(scene: Scene) {
    let there = backup(&scene.url, &scene.file, &quiet).await.unwrap_err();
    assert!(
        there
            .to_string()
            .ends_with("is there already: name a new file")
    );
    let whole = fs::read(&scene.file).unwrap();
    let other = scene.folder.path().join("other");
    for (wrong, words) in [
        (b"something else".to_vec(), "is no backup of Larder"),
        (whole[..whole.len() / 2].to_vec(), "is damaged or not whole"),
        (whole[..whole.len() - 1].to_vec(), "is damaged or not whole"),
    ] {
        fs::write(&other, wrong).unwrap();
        let said = scene.refused(&other).await;
        assert!(said.contains(words), "{said}");
        scene.is_untouched().await;
    }
    assert!(
        scene
            .refused(Path::new("/nowhere/at/all"))
            .await
            .contains("/nowhere")
    );
    restore(&scene.url, &scene.file, false, &quiet)
        .await
        .unwrap();
    let store = Store::open(&scene.url).await.unwrap();
    assert_eq!(named(&store).await.as_deref(), Some("before"));
    store.close().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_backup_of_sqlite_is_said() {
    what_is_wrong_is_said_and_nothing_changed(backed_up(None).await).await;
}

#[tokio::test]
async fn what_is_wrong_with_a_backup_of_postgresql_is_said() {
    let url = Cluster::shared().unwrap().database().unwrap();
    let scene = backed_up(Some(url)).await;
    let text = fs::read_to_string(&scene.file).unwrap();
    let changed = scene.folder.path().join("changed");
    fs::write(&changed, text.replace("before", "befare")).unwrap();
    let said = scene.refused(&changed).await;
    assert!(said.ends_with("it is not as it was made"), "{said}");
    what_is_wrong_is_said_and_nothing_changed(scene).await;
}

#[tokio::test]
async fn a_backup_of_the_other_database_is_refused() {
    let url = Cluster::shared().unwrap().database().unwrap();
    let (sqlite, postgres) = (backed_up(None).await, backed_up(Some(url)).await);
    let said = sqlite.refused(&postgres.file).await;
    assert!(
        said.contains("is a backup of PostgreSQL, and LARDER_DATABASE_URL names SQLite"),
        "{said}"
    );
    let said = postgres.refused(&sqlite.file).await;
    assert!(
        said.contains("is a backup of SQLite, and LARDER_DATABASE_URL names PostgreSQL"),
        "{said}"
    );
}

#[tokio::test]
async fn nothing_is_restored_under_a_server_that_runs() {
    let scene = backed_up(None).await;
    let lock = Lock::take(&scene.url).unwrap();
    assert!(
        scene
            .refused(&scene.file)
            .await
            .contains("another server runs on")
    );
    drop(lock);

    let url = Cluster::shared().unwrap().database().unwrap();
    let scene = backed_up(Some(url)).await;
    let store = Store::open(&scene.url).await.unwrap();
    write(&store, "after").await;
    assert!(
        scene
            .refused(&scene.file)
            .await
            .contains("stop every server first")
    );
    restore(&scene.url, &scene.file, true, &quiet)
        .await
        .unwrap();
    assert_eq!(named(&store).await.as_deref(), Some("before"));
    store.close().await;
}

#[tokio::test]
async fn what_is_put_back_has_the_place_and_the_rights_of_what_was_there() {
    let scene = backed_up(None).await;
    let folder = scene.folder.path();
    let (database, link) = (folder.join("larder.db"), folder.join("link.db"));
    fs::set_permissions(&database, Permissions::from_mode(0o640)).unwrap();
    symlink(&database, &link).unwrap();
    let of_whom = |file: &Path| {
        let it = fs::metadata(file).unwrap();
        (it.uid(), it.gid(), it.mode())
    };
    let before = of_whom(&database);

    restore(
        &sqlite(&scene.folder, "link.db"),
        &scene.file,
        false,
        &quiet,
    )
    .await
    .unwrap();
    assert_eq!(fs::read_link(&link).unwrap(), database);
    assert_eq!(of_whom(&database), before);
    let store = Store::open(&scene.url).await.unwrap();
    assert_eq!(named(&store).await.as_deref(), Some("before"));
    store.close().await;
}

#[tokio::test]
async fn nobody_is_signed_in_by_a_backup() {
    for url in [None, Some(Cluster::shared().unwrap().database().unwrap())] {
        let scene = backed_up(url).await;
        let file = scene.folder.path().join("signed in");
        let store = Store::open(&scene.url).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let end = Time::from_millis(i64::MAX);
        tx.session_insert(b"session", None, b"", end).await.unwrap();
        tx.commit().await.unwrap();
        backup(&scene.url, &file, &quiet).await.unwrap();
        store.close().await;

        restore(&scene.url, &file, false, &quiet).await.unwrap();
        let store = Store::open(&scene.url).await.unwrap();
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.session(b"session").await.unwrap(), None);
        drop(tx);
        assert_eq!(named(&store).await.as_deref(), Some("after"));
        store.close().await;
    }
}

#[tokio::test]
async fn a_backup_of_a_newer_build_is_refused() {
    for url in [None, Some(Cluster::shared().unwrap().database().unwrap())] {
        let scene = backed_up(url).await;
        let newer = "UPDATE _sqlx_migrations SET version = 9000, description = 'contract all' \
                     WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)";
        if scene.url.starts_with("sqlite:") {
            let pool = SqlitePool::connect(&scene.url).await.unwrap();
            sqlx::query(newer).execute(&pool).await.unwrap();
            pool.close().await;
        } else {
            let pool = PgPool::connect(&scene.url).await.unwrap();
            sqlx::query(newer).execute(&pool).await.unwrap();
            pool.close().await;
        }
        let file = scene.folder.path().join("newer");
        backup(&scene.url, &file, &quiet).await.unwrap();
        for said in [
            scene.refused(&file).await,
            Store::open(&scene.url).await.unwrap_err().to_string(),
        ] {
            assert!(
                said.contains("a newer Larder has migrated this database (to 9000"),
                "{said}"
            );
        }
        // Whoever comes back to the older build comes back to its backup.
        restore(&scene.url, &scene.file, false, &quiet)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn tables_of_others_are_left_alone() {
    let scene = backed_up(Some(Cluster::shared().unwrap().database().unwrap())).await;
    let theirs = Cluster::shared().unwrap().database().unwrap();
    let pool = PgPool::connect(&theirs).await.unwrap();
    sqlx::query("CREATE TABLE theirs (i INT)")
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    let refused = restore(&theirs, &scene.file, false, &quiet).await;
    assert!(refused.unwrap_err().to_string().contains("not Larder's"));
}

/// Whoever read an event before the restore finds those after it behind that one.
#[tokio::test]
async fn events_after_a_restore_have_larger_numbers() {
    const AHEAD: &str = "SELECT last FROM event_numbers WHERE last > ";
    for url in [None, Some(Cluster::shared().unwrap().database().unwrap())] {
        let scene = backed_up(url).await;
        restore(&scene.url, &scene.file, false, &quiet)
            .await
            .unwrap();
        let last: i64 = if scene.url.starts_with("sqlite") {
            let pool = SqlitePool::connect(&scene.url).await.unwrap();
            let sql = format!("{AHEAD} unixepoch() * 1000");
            let last = sqlx::query_scalar(AssertSqlSafe(sql));
            last.fetch_one(&pool).await.unwrap()
        } else {
            let pool = PgPool::connect(&scene.url).await.unwrap();
            let sql = format!("{AHEAD} EXTRACT(EPOCH FROM clock_timestamp()) * 1000");
            let last = sqlx::query_scalar(AssertSqlSafe(sql));
            last.fetch_one(&pool).await.unwrap()
        };
        assert!(last > 0, "{last}");
    }
}
