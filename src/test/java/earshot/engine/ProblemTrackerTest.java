package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Timeline;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderHealth;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProblemTrackerTest {
    private final TimeFake time = new TimeFake();
    private final Timeline timeline = new Timeline(time);
    private final ProblemTracker book = new ProblemTracker(time, timeline);

    @Test
    @DisplayName("U38: the same problem again is counted, and its end closes the entry; both ends are rows, repetitions are not")
    void countsRepetitionsAndKeepsTheResolvedOne() {
        for (int i = 0; i < 5; i++) {
            book.raise(Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("aa")), "aa", i, 10));
            time.advance(Duration.ofSeconds(1));
        }
        book.raise(Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("bb")), "bb", 1, 10));
        assertThat(book.entries().get()).hasSize(2).last().satisfies(entry -> {
            assertThat(entry.count()).isEqualTo(5);
            assertThat(entry.problem().args().get(1)).isEqualTo("4");
            assertThat(entry.last()).isAfter(entry.at());
        });
        book.resolve(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("aa")));
        book.resolve(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("aa")));
        assertThat(book.entries().get().getLast().resolvedAt()).isPresent();
        book.raise(Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("aa")), "aa", 9, 10));
        assertThat(book.entries().get()).hasSize(3).first().matches(ProblemEntry::open).matches(entry -> entry.count() == 1);
        assertThat(timeline.rows().read(0, 100).rows()).hasSize(4).allMatch(row -> row.type().equals("problem"));
    }

    @Test
    @DisplayName("U38: what a later problem of the same provider replaces is history, comes back with its count, and is over with the provider's failure")
    void theLatestFailureOfAProviderIsTheOpenOne() {
        ProviderHealth health = new ProviderHealth(book);
        Problem failed = Problem.of(ProblemCode.PROVIDER_FAILED, new ProblemSubject.Setting("ASR.cloud.base_url"), "cloud", "500", "oh");
        Problem refused = Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("ASR.cloud.api_key"), "cloud", "401", "no");
        Problem instead = Problem.of(ProblemCode.PROVIDER_FALLBACK, new ProblemSubject.Setting("ASR.cloud.stand_in"), "cloud", "Sphinx4");
        health.reportFailure(failed);
        health.reportFallback(instead);
        health.reportFailure(failed);
        health.reportFailure(refused);
        assertThat(openProblems()).as("one failure, and who stands in").containsExactlyInAnyOrder(refused, instead);
        assertThat(entry(failed)).matches(ProblemEntry::replaced).matches(entry -> entry.count() == 2);
        health.reportFailure(failed);
        assertThat(openProblems()).containsExactlyInAnyOrder(failed, instead);
        assertThat(entry(failed)).as("none is lost").matches(entry -> entry.count() == 3);
        health.recovered();
        assertThat(book.entries().get()).hasSize(3).allMatch(entry -> !entry.open() && !entry.replaced());
        assertThat(timeline.rows().read(0, 100).rows()).as("three began, two were open at the end").hasSize(5);
        health.reportFailure(refused);
        assertThat(book.entries().get()).as("another time").hasSize(4);
    }

    private List<Problem> openProblems() {
        return book.entries().get().stream().filter(ProblemEntry::open).map(ProblemEntry::problem).toList();
    }

    private ProblemEntry entry(Problem problem) {
        return book.entries().get().stream().filter(entry -> entry.problem().equals(problem)).findFirst().orElseThrow();
    }

    @Test
    void keepsFiveHundredAndLetsTheOldestResolvedGoFirst() {
        for (int i = 0; i < 600; i++) {
            book.raise(Problem.of(ProblemCode.ID_AUTOMATIC, new ProblemSubject.Device(new DeviceId("d" + i)), "d" + i));
            if (i == 100) {
                book.resolve(ProblemCode.ID_AUTOMATIC, new ProblemSubject.Device(new DeviceId("d100")));
            }
        }
        assertThat(book.entries().get()).hasSize(ProblemTracker.MAX_ENTRIES).noneMatch(entry -> !entry.open()).first().matches(entry -> entry.number() == 599);
    }

    @Test
    void whatIsDismissedIsGoneUntilItHappensAgain() {
        book.raise(Problem.of(ProblemCode.STORE_FAILED, "disk full"));
        assertThat(book.dismiss(0)).isTrue();
        assertThat(book.dismiss(0)).isFalse();
        book.raise(Problem.of(ProblemCode.STORE_FAILED, "disk full"));
        assertThat(book.entries().get()).singleElement().matches(entry -> entry.number() == 1);
    }

    @Test
    @DisplayName("U38: what is acknowledged stays until it is over, counts for no badge, and is new when it happens after that")
    void acknowledges() {
        DeviceId kitchen = new DeviceId("aa");
        book.raise(late(kitchen));
        book.raise(Problem.of(ProblemCode.STORE_FAILED, "disk full"));
        book.raise(Problem.of(ProblemCode.RECOGNIZER_WEAK));
        assertThat(book.entries().get()).filteredOn(ProblemEntry::needsAttention).hasSize(2);
        assertThat(book.perform(new Command.AcknowledgeProblem(0))).isTrue();
        assertThat(book.perform(new Command.AcknowledgeProblem(0))).isFalse();
        book.raise(late(kitchen));
        assertThat(book.entries().get().getLast()).matches(ProblemEntry::open).matches(entry -> !entry.needsAttention()).matches(entry -> entry.count() == 2);
        book.perform(new Command.AcknowledgeAllProblems());
        assertThat(book.entries().get()).hasSize(3).noneMatch(ProblemEntry::needsAttention).allMatch(ProblemEntry::open);
        book.resolve(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(kitchen));
        book.raise(late(kitchen));
        assertThat(book.entries().get()).filteredOn(ProblemEntry::needsAttention).singleElement().matches(entry -> entry.count() == 1);
    }

    @Test
    @DisplayName("what holds of a connection ends with it, also when it is raised a moment later; what caused the end stays")
    void endsWithTheConnection() {
        Set<DeviceId> connected = new HashSet<>(Set.of(new DeviceId("aa"), new DeviceId("bb")));
        book.useConnections(connected::contains);
        DeviceId kitchen = new DeviceId("aa");
        book.raise(late(kitchen));
        book.raise(late(new DeviceId("bb")));
        book.raise(Problem.of(ProblemCode.DEVICE_FLOODS, new ProblemSubject.Device(kitchen), kitchen));
        connected.remove(kitchen);
        book.deviceDisconnected(kitchen);
        assertThat(open()).containsExactly("DEVICE_FLOODS aa", "FRAMES_LATE bb");
        book.raise(Problem.of(ProblemCode.TOOL_FAILED, new ProblemSubject.Device(kitchen), kitchen, "volume", "gone"));
        assertThat(open()).containsExactly("DEVICE_FLOODS aa", "FRAMES_LATE bb");
        assertThat(book.entries().get().getFirst()).matches(entry -> entry.problem().code() == ProblemCode.TOOL_FAILED && !entry.open());
        book.deviceForgotten(kitchen);
        assertThat(open()).containsExactly("FRAMES_LATE bb");
        assertThat(book.entries().get()).as("kept as history").hasSize(4);
    }

    private List<String> open() {
        return book.entries().get().stream().filter(ProblemEntry::open).map(entry -> entry.problem().code() + " " + entry.problem().args().getFirst()).toList();
    }

    private static Problem late(DeviceId device) {
        return Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(device), device, 12, 10);
    }
}
