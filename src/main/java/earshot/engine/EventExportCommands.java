package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.event.Event;
import earshot.event.EventExporter;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.store.PrivateFiles;

/// Writes rows of the timeline to a file, or as one text for the clipboard, and looks between the rows whether to continue.
record EventExportCommands(OperationRunner operations) {
    /// Characters of a text for the clipboard, at most and one row.
    private static final int LONGEST_TEXT = 16 << 20;
    private static final int STEP = 200;

    Operation run(Command.ExportEvents request) {
        // rendering computes: on a virtual thread it would stop others
        return operations.inBackground(OperationKind.EXPORT,
            operation -> Failures.join(
                CompletableFuture.supplyAsync(() -> request.file().map(file -> write(operation, request, file)).orElseGet(() -> render(operation, request)),
            run -> Thread.ofPlatform().daemon().name("export-events").start(run))));
    }

    private static Outcome write(RunningOperation operation, Command.ExportEvents request, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (Writer out = new BufferedWriter(Channels.newWriter(PrivateFiles.open(part, StandardOpenOption.TRUNCATE_EXISTING), StandardCharsets.UTF_8))) {
                append(operation, request, out, () -> true);
            }
            if (operation.whenCancelled().isDone()) {
                return new Outcome.Cancelled();
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return Outcome.Done.of("exported", request.rows().size(), file);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(ProblemCode.EXPORT_FAILED, new ProblemSubject.File(file.toString()), file, Failures.argument(e)), e);
        } finally {
            deleteQuietly(part);
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException _) {
            // the next export to the same file replaces it
        }
    }

    private static Outcome render(RunningOperation operation, Command.ExportEvents request) {
        StringBuilder text = new StringBuilder();
        int rows;
        try {
            rows = append(operation, request, text, () -> text.length() < LONGEST_TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return operation.whenCancelled().isDone() ? new Outcome.Cancelled()
            : new Outcome.Done(rows < request.rows().size() ? "copied_part" : "copied", List.of(String.valueOf(rows), String.valueOf(request.rows().size())),
                Optional.of(new Operation.Result.Rendered(text.toString())));
    }

    /// @return how many rows were appended: not all where it was cancelled, or there is no more room
    private static int append(RunningOperation operation, Command.ExportEvents request, Appendable out, BooleanSupplier room) throws IOException {
        EventExporter exporter = request.exporter();
        List<Event> rows = request.rows();
        out.append(exporter.head());
        for (int i = 0; i < rows.size(); i++) {
            if (i % STEP == 0) {
                operation.reportProgress("rows", (double) i / rows.size(), i, rows.size());
            }
            if (operation.whenCancelled().isDone() || !room.getAsBoolean()) {
                return i;
            }
            out.append(exporter.row(rows.get(i)));
        }
        return rows.size();
    }
}
