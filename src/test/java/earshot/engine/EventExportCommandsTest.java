package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventExporter;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventExportCommandsTest implements ProblemSink {
    @TempDir
    Path folder;
    private final EngineThread thread = new EngineThread();
    private final OperationRunner operations = new OperationRunner(this, thread);
    private final EventExportCommands exports = new EventExportCommands(operations);

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    @DisplayName("U37: 20 000 rows are written in the background; the file that was there is replaced at the end")
    void manyRowsAreWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.ndjson"), "before");
        Operation operation = exports.run(new Command.ExportEvents(rows(20_000, ""), exporter(), Optional.of(file)));
        assertThat(operation.outcome().join()).isEqualTo(Outcome.Done.of("exported", 20_000, file));
        assertThat(Files.readAllLines(file)).hasSize(20_000).last().asString().contains("\"summary\":\"row 19999\"");
        assertThat(operation.progress().get().phase()).isEqualTo("rows");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    @DisplayName("U37: cancelled while the rows are rendered, nothing is left and the file is as before")
    void cancelledWhileItRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.ndjson"), "before");
        CompletableFuture<Operation> running = new CompletableFuture<>();
        // the row itself cancels: it is asked for its full text while it is rendered
        EventPayload.Text stops = new EventPayload.Text("", 1, () -> {
            running.join().cancel();
            return Optional.empty();
        });
        List<Event> rows = Stream.of(rows(10, ""), List.of(row("stop", stops)), rows(10, "")).flatMap(List::stream).toList();
        Operation operation = exports.run(new Command.ExportEvents(rows, exporter(), Optional.of(file)));
        running.complete(operation);
        assertThat(operation.outcome().join()).isEqualTo(new Outcome.Cancelled());
        assertThat(Files.readString(file)).isEqualTo("before");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatTheClipboardDoesNotTakeIsSaid() {
        Outcome few = exports.run(new Command.ExportEvents(rows(3, ""), exporter(), Optional.empty())).outcome().join();
        assertThat(few).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(done.key()).isEqualTo("copied");
            assertThat(done.result()).get().isInstanceOfSatisfying(Operation.Result.Rendered.class, rendered -> assertThat(rendered.text().lines()).hasSize(3));
        });
        Outcome tooMuch = exports.run(new Command.ExportEvents(rows(20, "x".repeat(1 << 20)), exporter(), Optional.empty())).outcome().join();
        assertThat(tooMuch).isInstanceOfSatisfying(Outcome.Done.class,
            done -> assertThat(List.of(done.key(), done.args().getFirst(), done.args().getLast())).containsExactly("copied_part", "16", "20"));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsAProblemThatNamesIt() {
        Path file = folder.resolve("no/such/place.csv");
        assertThat(exports.run(new Command.ExportEvents(rows(1, ""), exporter(), Optional.of(file))).outcome().join())
            .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.problem()).returns(ProblemCode.EXPORT_FAILED, Problem::code)
                .returns(file.toString(), problem -> problem.args().getFirst()));
    }

    private static EventExporter exporter() {
        return new EventExporter(EventExporter.Format.NDJSON, Map.of(), Locale.ENGLISH);
    }

    private static List<Event> rows(int count, String payload) {
        return IntStream.range(0, count)
            .mapToObj(i -> row("row " + i, payload.isEmpty() ? EventPayload.none() : new EventPayload.Text(payload, payload.length(), Optional::empty)))
            .toList();
    }

    private static Event row(String words, EventPayload payload) {
        return new Event(Instant.EPOCH, 0, Optional.empty(), Direction.IN, "listen", Severity.INFO, new EventText.Words(words), payload);
    }

    @Override
    public void raise(Problem problem) {}

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {}
}
