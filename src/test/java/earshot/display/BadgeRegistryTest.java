package earshot.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemSinkFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The badge file as it is read and read again.
class BadgeRegistryTest {
    private static final DeviceId A = new DeviceId("aa");

    @TempDir
    Path home;

    private final ProblemSinkFake problems = new ProblemSinkFake();
    private final AtomicReference<String> name = new AtomicReference<>("devices.yaml");
    private final AtomicInteger looks = new AtomicInteger();

    private BadgeRegistry registry() {
        return new BadgeRegistry(home, () -> {
            looks.incrementAndGet();
            return name.get();
        }, problems);
    }

    @Test
    void withoutAFileNobodyIsKnownAndNothingIsWrong() {
        BadgeRegistry badges = registry();
        badges.refresh();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(problems.told).containsExactly("resolved BADGES_UNREADABLE"));
        assertThat(badges.find(A)).isEqualTo(Badge.UNKNOWN);
    }

    @Test
    void aFileThatBreaksLeavesWhatHeldAndOneThatGoesTakesItAway() throws IOException {
        BadgeRegistry badges = registry();
        write("devices.yaml", "devices: {aa: {owner: Ann}}");
        assertOwner(badges, "Ann");
        write("devices.yaml", "devices: [");
        badges.refresh();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(problems.told).endsWith("raised BADGES_UNREADABLE"));
        assertThat(badges.find(A).owner()).contains("Ann");
        write("devices.yaml", "devices: {aa: {owner: Anna}}");
        assertOwner(badges, "Anna");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(problems.told).endsWith("resolved BADGES_UNREADABLE"));
        Files.delete(home.resolve("devices.yaml"));
        assertUnknown(badges);
    }

    @Test
    void anotherFileIsReadFromTheNextLookOnAndWhatWasWrongWithTheFirstIsSettled() throws IOException {
        BadgeRegistry badges = registry();
        write("devices.yaml", "7");
        badges.refresh();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(problems.told).containsExactly("raised BADGES_UNREADABLE"));
        write("other.json", "{\"devices\":{\"AA\":{\"owner\":\"Bob\"}}}");
        name.set("other.json");
        assertOwner(badges, "Bob");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(
            () -> assertThat(problems.told).containsExactly("raised BADGES_UNREADABLE", "resolved BADGES_UNREADABLE", "resolved BADGES_UNREADABLE"));
        name.set("no\0path");
        assertUnknown(badges);
    }

    @Test
    void aFileThatDidNotChangeIsLookedAtAndNotReadAgain() throws IOException {
        BadgeRegistry badges = registry();
        write("devices.yaml", "7");
        for (int i = 1; i <= 5; i++) {
            int seen = i;
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                badges.refresh();
                return looks.get() >= seen;
            });
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> problems.told.contains("raised BADGES_UNREADABLE"));
        assertThat(problems.told).as("told once, although it was looked at five times").hasSize(1);
    }

    /// At once, so that a look that is under way sees one or the other; each content has another length, as the clock of the disk may be coarse.
    private void write(String file, String content) throws IOException {
        Files.move(Files.writeString(home.resolve(file + ".new"), content), home.resolve(file), StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
    }

    private static void assertOwner(BadgeRegistry badges, String owner) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            badges.refresh();
            return badges.find(A).owner().equals(Optional.of(owner));
        });
    }

    private static void assertUnknown(BadgeRegistry badges) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            badges.refresh();
            return badges.find(A).equals(Badge.UNKNOWN);
        });
    }
}
