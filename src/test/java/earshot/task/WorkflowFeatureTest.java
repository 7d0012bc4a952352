package earshot.task;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.device.ConnectionMode;
import earshot.event.Timeline;
import earshot.feature.FeatureConnectionFake;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import earshot.wire.MessageFamily;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is told what of tasks, in manual time; what a connection is to do waits until the test lets it.
@DisplayName("badge-protocol 2.18 and 7.2: tasks of a group")
class WorkflowFeatureTest {
    private static final DeviceId ANN = new DeviceId("a0:b1:c2:00:00:01");
    private static final DeviceId BOB = new DeviceId("a0:b1:c2:00:00:02");
    private static final DeviceId FAR = new DeviceId("d4:e5:f6:00:00:01");

    private final TimeFake time = new TimeFake();
    private final TaskRegistry tasks = new TaskRegistry(time, TaskStore.none());
    private WorkingSettings settings = new WorkingSettings(true, Duration.ZERO, Map.of(ANN, "Anna"));
    private final WorkflowFeature feature = new WorkflowFeature(time, () -> settings, tasks, new Timeline(time));

    @Test
    void aChangeIsAnsweredFirstAndThenToldToTheWholeGroupAndToNobodyElse() {
        ConnectionFake ann = connect(ANN, Dialect.BADGE);
        ConnectionFake bob = connect(BOB, Dialect.BADGE);
        ConnectionFake far = connect(FAR, Dialect.BADGE);
        Stream.of(ann, bob, far).forEach(badge -> badge.sent.clear());
        ann.says("{'event':'update','tasks':[{'id':'x'}]}");
        run(ann, bob, far);
        assertThat(ann.sent).containsExactly("ok update", "list x");
        assertThat(bob.sent).containsExactly("list x");
        assertThat(far.sent).isEmpty();
        ann.says("{'event':'update','tasks':[{'id':'x'}]}");
        run(ann, bob, far);
        assertThat(ann.sent).as("what was so already").endsWith("ok update idempotent").hasSize(3);
        assertThat(bob.sent).hasSize(1);
    }

    @Test
    @DisplayName("7.2: what was confirmed is on disk; answers keep the order of the requests")
    void anAnswerWaitsForTheDisk() {
        List<CompletableFuture<Void>> disk = new ArrayList<>();
        WorkflowFeature slow = new WorkflowFeature(time, () -> settings, new TaskRegistry(time, new TaskStoreFake(disk)), new Timeline(time));
        ConnectionFake ann = connect(slow, ANN, Dialect.BADGE);
        ConnectionFake bob = connect(slow, BOB, Dialect.BADGE);
        Stream.of(ann, bob).forEach(badge -> badge.sent.clear());
        ann.says("{'event':'update','tasks':[{'id':'x'}]}");
        ann.says("{'event':'complete','ids':['x']}");
        ann.says("{'event':'assign'}");
        ann.says("{'event':'complete','ids':['x']}");
        run(ann, bob);
        assertThat(ann.sent).isEmpty();
        assertThat(bob.sent).as("others are told at once").containsExactly("list x");
        bob.says("{'event':'complete','ids':['x']}");
        disk.get(1).completeExceptionally(new IllegalStateException("the disk is full"));
        run(ann, bob);
        assertThat(ann.sent).as("the first one is not there yet").isEmpty();
        disk.get(0).complete(null);
        run(ann, bob);
        String lost = "NOT_STORED changed, but not written to the disk";
        assertThat(ann.sent).containsExactly("ok update", lost, "SCHEMA_INVALID id must be non-empty string of at most 64 characters", lost, "list x");
        assertThat(bob.sent).as("done already is no better").containsExactly("list x", lost);
    }

    @Test
    void aDiskThatFallsFarBehindIsSaidAtOnce() {
        ConnectionFake ann = connect(
            new WorkflowFeature(time, () -> settings, new TaskRegistry(time, new TaskStoreFake(new ArrayList<>())), new Timeline(time)), ANN, Dialect.BADGE);
        ann.sent.clear();
        for (int i = 0; i <= WorkflowReplies.MAX_WAITING; i++) {
            ann.says("{'event':'update','tasks':[{'id':'x','priority':" + i % 4 + "}]}");
        }
        assertThat(ann.sent).containsExactly("LIMIT_REACHED 256 answers wait for the disk");
    }

    /// Stores when the test lets it.
    private record TaskStoreFake(List<CompletableFuture<Void>> writes) implements TaskStore {
        @Override
        public List<Task> read() {
            return List.of();
        }

        @Override
        public CompletableFuture<?> write(Collection<Task> changed, Collection<Task.Key> gone) {
            writes.add(new CompletableFuture<>());
            return writes.getLast();
        }
    }

    @Test
    void whoChangesAnotherGroupIsSentItsOwnListAsWell() {
        ConnectionFake ann = connect(ANN, Dialect.BADGE);
        ConnectionFake far = connect(FAR, Dialect.BADGE);
        Stream.of(ann, far).forEach(badge -> badge.sent.clear());
        ann.says("{'event':'update','groupKey':'d4:e5:f6','tasks':[{'id':'x'}]}");
        run(ann, far);
        assertThat(ann.sent).containsExactly("ok update", "list ");
        assertThat(far.sent).containsExactly("list x");
    }

    @Test
    void ofManyChangesADeviceThatIsSlowIsSentTheLastState() {
        ConnectionFake bob = connect(BOB, Dialect.BADGE);
        bob.sent.clear();
        for (int i = 1; i <= 50; i++) {
            feature.give(ANN, TaskPatch.of("t" + i), FAR);
        }
        assertThat(bob.posted).as("one list waits, however many changes there are").hasSize(1);
        tasks.delete(TaskGroup.of(ANN), IntStream.rangeClosed(2, 50).mapToObj(i -> "t" + i).toList());
        run(bob);
        assertThat(bob.sent).as("it says what is so now").containsExactly("list t1");
        feature.give(ANN, TaskPatch.of("u"), FAR);
        run(bob);
        assertThat(bob.sent).containsExactly("list t1", "list t1 u");
    }

    @Test
    void aListThatWaitsWhenTheConnectionEndsIsNotSent() {
        settings = new WorkingSettings(true, Duration.ofSeconds(2), Map.of());
        ConnectionFake bob = connect(BOB, Dialect.BADGE);
        feature.give(ANN, TaskPatch.of("x"), FAR);
        time.advance(Duration.ofSeconds(2));
        assertThat(bob.posted).as("the first list and the change").hasSize(2);
        bob.session.close();
        run(bob);
        assertThat(bob.sent).isEmpty();
        feature.give(ANN, TaskPatch.of("y"), FAR);
        assertThat(bob.posted).as("nobody is told any more").isEmpty();
    }

    @Test
    void aConnectionThatWasReplacedDoesNotTakeTheNewOneAwayWhenItEnds() {
        ConnectionFake old = connect(BOB, Dialect.BADGE);
        ConnectionFake fresh = connect(BOB, Dialect.BADGE);
        old.session.close();
        feature.give(ANN, TaskPatch.of("x"), FAR);
        run(old, fresh);
        assertThat(fresh.sent).endsWith("list x");
        assertThat(old.sent).containsExactly("list ");
    }

    @Test
    void aDeviceOfTheOtherDialectIsToldFromItsFirstMessageOn() {
        ConnectionFake plain = connect(BOB, Dialect.XIAOZHI);
        feature.give(ANN, TaskPatch.of("x"), FAR);
        plain.session.helloReceived();
        run(plain);
        assertThat(plain.sent).isEmpty();
        plain.says("{'event':'list'}");
        feature.give(ANN, TaskPatch.of("y"), FAR);
        plain.session.helloReceived();
        run(plain);
        assertThat(plain.sent).containsExactly("list x", "list x y", "list x y");
        assertThat(plain.listenModes).isEmpty();
        plain.session.modeStarted();
        plain.session.modeEnded();
        assertThat(plain.listenModes).as("only badges are told how to listen").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        by its alias                      | Anna              | Anna              | ok assign idempotent
        by its id, and now by its alias   | a0:b1:c2:00:00:01 | Anna              | ok assign idempotent
        by its alias, and now by its id   | Anna              | a0:b1:c2:00:00:01 | ok assign idempotent
        without a name: the device itself | a0:b1:c2:00:00:01 | -                 | ok assign idempotent
        somebody else                     | Bert              | -                 | ok assign
        another name                      | Anna              | Bert              | ok assign
        the case counts                   | anna              | Anna              | ok assign
        nobody                            | -                 | -                 | ok assign""")
    void givingATaskToWhoHasItIsDoneAlready(String what, String before, String owner, String answer) {
        ConnectionFake ann = connect(ANN, Dialect.BADGE);
        tasks.merge(List.of(new TaskRegistry.Merge(TaskGroup.of(ANN), before.equals("-") ? TaskPatch.of("x") : TaskPatch.of("x").ownedBy(before))),
            Optional.empty());
        ann.sent.clear();
        ann.says("{'event':'assign','id':'x'" + (owner.equals("-") ? "" : ",'owner':'" + owner + "'") + "}");
        assertThat(ann.sent).as(what).containsExactly(answer);
        String expected = answer.endsWith("idempotent") ? before : owner.equals("-") ? "Anna" : owner;
        assertThat(tasks.board(TaskGroup.of(ANN)).getFirst().owner()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {'event':'assign','id':'other'}              | NOT_FOUND no task other in group a0:b1:c2
        {'event':'complete','ids':['other','more']}  | NOT_FOUND no task other in group a0:b1:c2
        {'event':'complete','ids':['other','x']}     | ok complete
        {'event':'complete','ids':['x','x']}         | ok complete
        {'event':'delete','ids':['other']}           | ok delete idempotent
        {'event':'delete','ids':['x','other']}       | ok delete
        {'event':'dance'}                            | SCHEMA_INVALID event must be update, list, assign, complete or delete
        {}                                           | SCHEMA_INVALID event must be update, list, assign, complete or delete""")
    void whatCannotBeDoneIsSaid(String message, String answer) {
        ConnectionFake ann = connect(ANN, Dialect.BADGE);
        feature.give(ANN, TaskPatch.of("x"), FAR);
        ann.sent.clear();
        ann.says(message);
        assertThat(ann.sent).containsExactly(answer);
    }

    @Test
    void whenThereIsNoRoomTheSenderIsToldAndNothingIsMade() {
        ConnectionFake ann = connect(ANN, Dialect.BADGE);
        tasks.merge(
            IntStream.rangeClosed(1, TaskRegistry.MAX_IN_GROUP).mapToObj(i -> new TaskRegistry.Merge(TaskGroup.of(ANN), TaskPatch.of("t" + i))).toList(),
            Optional.empty());
        ann.sent.clear();
        ann.says("{'event':'update','tasks':[{'id':'t1','title':'new'},{'id':'more'}]}");
        assertThat(ann.sent).containsExactly("LIMIT_REACHED no more than 200 tasks in a group");
        assertThat(tasks.find(new Task.Key(TaskGroup.of(ANN), "t1")).orElseThrow().title()).isEqualTo("t1");
        assertThat(ann.spent).as("a long message counts for more").isEqualTo(0);
        ann.says("{'event':'update','tasks':[" + IntStream.rangeClosed(1, 100).mapToObj(i -> "{'id':'t" + i + "'}").collect(Collectors.joining(",")) + "]}");
        assertThat(ann.spent).isEqualTo(25);
    }

    @Test
    void aTaskOfAnotherWayBelongsToWhoItIsGivenToAndItsTitleIsOneLine() {
        feature.give(ANN, TaskPatch.of("x").titled("a\n" + "b".repeat(500)).ownedBy("Bert"), FAR);
        Task task = tasks.board(TaskGroup.of(ANN)).getFirst();
        assertThat(task.owner()).as("by its alias").contains("Anna");
        assertThat(task.title()).startsWith("a b").endsWith("…").hasSize(Task.MAX_TITLE);
        assertThat(task.history().getFirst().by()).contains(FAR);
        feature.give(BOB, TaskPatch.of("x").withStatus(TaskStatus.DONE), FAR);
        assertThat(tasks.board(TaskGroup.of(ANN))).singleElement().satisfies(done -> {
            assertThat(done.done()).isTrue();
            assertThat(done.owner()).as("without an alias by its id").contains(BOB.value());
            assertThat(done.title()).startsWith("a b");
        });
    }

    @Test
    void sentencesAreTakenInTheModeOnlyAndWhereTheyNameATask() {
        ConnectionFake ann = connect(ANN, Dialect.BADGE);
        feature.give(FAR, TaskPatch.of("of others"), FAR);
        run(ann);
        ann.sent.clear();
        ann.mode = ConnectionMode.DIALOG_ACTIVE;
        assertThat(ann.session.said("refresh")).isFalse();
        ann.mode = ConnectionMode.WORKING;
        assertThat(ann.session.listens()).isTrue();
        assertThat(ann.session.said("complete task one")).as("the group has none").isFalse();
        assertThat(ann.session.said("how are you")).isFalse();
        assertThat(ann.session.said("Refresh!")).isTrue();
        assertThat(ann.sent).as("it acts on the connection's thread").isEmpty();
        run(ann);
        assertThat(ann.sent).containsExactly("command refresh", "list ");
        assertThat(ann.session.expectedSentences()).contains("claim task", "complete task five").doesNotContain("complete task six");
    }

    @Test
    void aTaskThatIsGoneWhenItsTurnComesIsSaidToBe() {
        ConnectionFake ann = connect(ANN, Dialect.BADGE);
        ann.mode = ConnectionMode.WORKING;
        feature.give(ANN, TaskPatch.of("x"), FAR);
        run(ann);
        ann.sent.clear();
        assertThat(ann.session.said("complete task one")).isTrue();
        tasks.delete(TaskGroup.of(ANN), List.of("x"));
        run(ann);
        assertThat(ann.sent).contains("command complete", "NOT_FOUND no task x in group a0:b1:c2");
    }

    @Test
    void nothingIsSpokenUnlessTheSettingsSaySo() {
        ConnectionFake ann = connect(ANN, Dialect.BADGE);
        assertThat(ann.session.silent()).isTrue();
        settings = new WorkingSettings(false, Duration.ZERO, Map.of());
        assertThat(ann.session.silent()).as("a change holds at once").isFalse();
    }

    private ConnectionFake connect(DeviceId device, Dialect dialect) {
        return connect(feature, device, dialect);
    }

    private static ConnectionFake connect(WorkflowFeature feature, DeviceId device, Dialect dialect) {
        ConnectionFake connection = new ConnectionFake(device, dialect);
        connection.session = feature.open(connection);
        return connection;
    }

    private static void run(ConnectionFake... connections) {
        for (ConnectionFake connection : connections) {
            connection.run();
        }
    }

    private static final class ConnectionFake extends FeatureConnectionFake {
        private final List<String> sent = new ArrayList<>();

        private ConnectionFake(DeviceId device, Dialect dialect) {
            super(device, dialect);
        }

        void says(String json) {
            receives(MessageFamily.WORKFLOW, json);
        }

        /// In short: `ok update`, `list` and the ids, `CODE reason`, `command intent`.
        @Override
        public boolean send(OutboundMessage message) {
            if (!(message instanceof OutboundMessage.Family family)) {
                return sent.add("listen");
            }
            JsonNode body = family.body();
            String event = body.path("event").asText();
            return sent.add(body.has("code") ? body.path("code").asText() + " " + body.path("message").asText()
                : body.has("tasks") ? "list " + body.path("tasks").valueStream().map(task -> task.path("id").asText()).collect(Collectors.joining(" "))
                : body.has("intent") ? event + " " + body.path("intent").asText()
                : body.path("status").asText() + " " + event + (body.path("idempotent").asBoolean() ? " idempotent" : ""));
        }
    }
}
