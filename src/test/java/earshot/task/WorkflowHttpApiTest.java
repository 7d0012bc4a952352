package earshot.task;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.api.ApiAccess;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.server.ConnectionAttempt;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("badge-protocol 6.6: tasks over HTTP")
class WorkflowHttpApiTest {
    private static final InetSocketAddress FAR = new InetSocketAddress("10.0.0.7", 4711);

    private final TimeFake time = new TimeFake();
    private CompletableFuture<?> disk = CompletableFuture.completedFuture(null);
    private final TaskRegistry tasks = new TaskRegistry(time, new TaskStoreFake());
    private final List<Optional<MeetingId>> asked = new CopyOnWriteArrayList<>();
    private CompletableFuture<Optional<MeetingItems>> items = CompletableFuture.completedFuture(Optional.empty());
    private int rate = 1000;
    private final WorkflowHttpApi api = new WorkflowHttpApi(tasks, meeting -> {
        asked.add(meeting);
        return items;
    }, new ApiAccess(() -> new ApiAccess.Rules(Optional.of("secret"), rate), _ -> false, time), time);

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        GET    | ~~                    | -                                | 200 {"success":true,"data":{"items":[],"groupKey":""}}
        GET    | /                     | -                                | 200 {"success":true,"data":{"items":[],"groupKey":""}}
        HEAD   | ~~                    | -                                | 200 {"success":true,"data":{"items":[],"groupKey":""}}
        POST   | ~~                    | {}                               | 405 {"success":false,"error":"method not allowed"}
        DELETE | ~~                    | -                                | 405 {"success":false,"error":"method not allowed"}
        GET    | /import-from-meeting  | -                                | 405 {"success":false,"error":"method not allowed"}
        GET    | /other                | -                                | 404 {"success":false,"error":"not found"}
        GET    | s                     | -                                | 404 {"success":false,"error":"not found"}
        GET    | ?groupKey=%zz         | -                                | 400 {"success":false,"error":"the address is not well encoded"}
        GET    | ?groupKey=%20         | -                                | 200 {"success":true,"data":{"items":[],"groupKey":""}}
        GET    | ?groupKey=A0:B1:C2:D3 | -                                | 200 {"success":true,"data":{"items":[],"groupKey":"a0:b1:c2"}}
        POST   | /import-from-meeting  | -                                | 400 {"success":false,"error":"the body must be a JSON object"}
        POST   | /import-from-meeting  | []                               | 400 {"success":false,"error":"the body must be a JSON object"}
        POST   | /import-from-meeting  | {"groupKey":"x"} {}              | 400 {"success":false,"error":"the body must be a JSON object"}
        POST   | /import-from-meeting  | {}                               | 400 {"success":false,"error":"groupKey must be a text"}
        POST   | /import-from-meeting  | {"groupKey":null}                | 400 {"success":false,"error":"groupKey must be a text"}
        POST   | /import-from-meeting  | {"groupKey":{"a":1}}             | 400 {"success":false,"error":"groupKey must be a text"}
        POST   | /import-from-meeting  | {"groupKey":" "}                 | 400 {"success":false,"error":"groupKey must be a text"}
        POST   | /import-from-meeting/ | {"groupKey":"x","sessionId":null} | 200 {"success":true,"data":{"imported":0,"ids":[]}}""")
    void everyRequestHasItsAnswer(String method, String path, String body, String answer) {
        assertThat(ask(method, path, body, "Bearer secret")).isEqualTo(answer);
        assertThat(asked).allMatch(Optional::isEmpty);
        assertThat(ask(method, path, body, "Bearer other")).as("without the token nobody learns more than that")
            .startsWith(path.contains("%z") ? "400 " : "401 ");
    }

    @Test
    void aPrefixChoosesGroupsAndTheBoardIsInItsOrder() {
        add("a0:b1:c2", "late", 2);
        add("a0:b1:c2", "urgent", 0);
        add("a0:ff:ff", "other", 1);
        tasks.complete(new TaskGroup("a0:b1:c2"), List.of("urgent"), Optional.of(new DeviceId("x")));
        assertThat(ids("")).containsExactly("late", "urgent", "other");
        assertThat(ids("?groupKey=a0:B1")).containsExactly("late", "urgent");
        assertThat(ids("?groupKey=b1")).as("from its begin").isEmpty();
        assertThat(ids("?groupKey=a0%3Aff%3Aff%3A00%3A00%3A01")).as("the id of a device stands for its group").containsExactly("other");
    }

    @Test
    void aMeetingIsImportedOnceAndNamedAsItWas() {
        items = CompletableFuture.completedFuture(Optional.of(new MeetingItems(new MeetingId("m1"), List.of("call Bob", " ", "a\nb"), List.of("plan"))));
        String request = "{\"groupKey\":\"a0:b1:c2:00:00:01\",\"sessionId\":\" m1 \"}";
        assertThat(ask("POST", "/import-from-meeting", request, "Bearer secret"))
            .isEqualTo("200 {\"success\":true,\"data\":{\"imported\":3,\"ids\":[\"MEET-m1-A1\",\"MEET-m1-A3\",\"MEET-m1-N1\"]}}");
        assertThat(asked).containsExactly(Optional.of(new MeetingId("m1")));
        assertThat(tasks.board(new TaskGroup("a0:b1:c2"))).extracting(Task::title).containsExactly("call Bob", "a b", "plan");
        assertThat(ask("POST", "/import-from-meeting", request, "Bearer secret")).contains("\"imported\":0");
    }

    @Test
    void whatIsNotOnDiskIsNotReportedAsImported() {
        items = CompletableFuture.completedFuture(Optional.of(new MeetingItems(new MeetingId("m1"), List.of("call Bob"), List.of())));
        disk = CompletableFuture.failedFuture(new IllegalStateException("the disk is full"));
        assertThat(ask("POST", "/import-from-meeting", "{\"groupKey\":\"g\"}", "Bearer secret"))
            .isEqualTo("500 {\"success\":false,\"error\":\"the tasks are not written to the disk\"}");
    }

    @Test
    void aGroupWithoutRoomTakesNothingOfAMeeting() {
        for (int i = 0; i < TaskRegistry.MAX_IN_GROUP - 1; i++) {
            add("g", "t" + i, 1);
        }
        items = CompletableFuture.completedFuture(Optional.of(new MeetingItems(new MeetingId("m1"), List.of("one", "two"), List.of())));
        assertThat(ask("POST", "/import-from-meeting", "{\"groupKey\":\"g\"}", "Bearer secret"))
            .isEqualTo("409 {\"success\":false,\"error\":\"no more than 200 tasks in a group\"}");
        assertThat(tasks.board(new TaskGroup("g"))).hasSize(TaskRegistry.MAX_IN_GROUP - 1);
    }

    @Test
    void aMeetingThatCannotBeReadIsAFaultOfTheServerAndNamesNothing() {
        items = CompletableFuture.failedFuture(new IllegalStateException("/home/ann/secret.db is broken"));
        assertThat(ask("POST", "/import-from-meeting", "{\"groupKey\":\"g\"}", "Bearer secret"))
            .isEqualTo("500 {\"success\":false,\"error\":\"the meeting cannot be read\"}");
    }

    @Test
    void whoAsksTooOftenWaitsWhateverHeAsks() {
        rate = 1;
        assertThat(IntStream.range(0, 20).mapToObj(_ -> ask("GET", "", null, "Bearer guess"))).anyMatch(answer -> answer.startsWith("429 "));
    }

    private void add(String group, String id, int priority) {
        tasks.merge(List.of(new TaskRegistry.Merge(new TaskGroup(group), TaskPatch.of(id).withPriority(priority))), Optional.empty());
    }

    private List<String> ids(String query) {
        return Pattern.compile("\"id\":\"(\\w+)\"").matcher(ask("GET", query, null, "Bearer secret")).results().map(found -> found.group(1)).toList();
    }

    private String ask(String method, String path, String body, String authorization) {
        HttpReply reply = api.answer(new HttpRequest(ConnectionAttempt.Port.HTTP, new HttpMethod(method), api.path() + path, Map.of("authorization", authorization),
            body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8), FAR,
            new InetSocketAddress("10.0.0.1", 8003), false));
        return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8);
    }

    private final class TaskStoreFake implements TaskStore {
        @Override
        public List<Task> read() {
            return List.of();
        }

        @Override
        public CompletableFuture<?> write(Collection<Task> changed, Collection<Task.Key> gone) {
            return disk;
        }
    }
}
