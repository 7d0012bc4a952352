package earshot.engine;

import static earshot.data.JsonMappers.STRICT_JSON;
import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.device.FirmwareImage;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.server.OneTimeTransfers;
import earshot.server.ServerAddress;
import earshot.session.SessionRegistry;
import earshot.time.Time;
import earshot.tool.McpExchange;
import earshot.tool.Tool;
import earshot.tool.ToolPictures;

/// Asks devices over MCP at a person's request. Source: xiaozhi-protocol section 5.
///
/// @param httpPort of the server
/// @param addresses of the server
record DeviceToolCommands(OperationRunner operations, Time time, SessionRegistry sessions, OneTimeTransfers transfers, FirmwareInstaller firmware,
    IntSupplier httpPort, Supplier<List<ServerAddress>> addresses) {
    private static final int MAX_PAGES = 32;
    private static final String SNAPSHOT = "self.screen.snapshot";
    private static final int SNAPSHOT_QUALITY = 80;
    private static final String UPGRADE = "self.upgrade_firmware";
    /// How long a board may take to ask for its firmware.
    private static final Duration FETCH_LIMIT = Duration.ofSeconds(30);
    /// How long an upload may end after the device has said that it is done.
    private static final Duration UPLOAD_LIMIT = Duration.ofSeconds(5);

    Operation run(DeviceToolCommand command) {
        return operations.inBackgroundUnlisted(OperationKind.DEVICE, _ -> {
            try {
                return perform(command);
            } catch (ProblemException e) {
                // refusals are reported to who asked; nothing is open after it
                return new Outcome.Failed(e.problem());
            }
        });
    }

    private Outcome perform(DeviceToolCommand command) {
        return switch (command) {
            case DeviceToolCommand.ListTools list -> list(list.id());
            case DeviceToolCommand.CallTool call -> call(call);
            case DeviceToolCommand.TakeSnapshot snapshot -> snapshot(snapshot.id());
            case DeviceToolCommand.CheckFirmware check -> {
                FirmwareInstaller.Fitting fitting = firmware.check(check.id(), check.file());
                yield done(new Result.FirmwareFits(fitting.image().project(), fitting.image().version(), fitting.current(), fitting.image().file().length,
                    fitting.room()));
            }
            case DeviceToolCommand.InstallFirmware install -> install(install);
        };
    }

    /// A faulty device may name the same page again, or new ones forever.
    private Outcome list(DeviceId device) {
        List<McpExchange> exchanges = new ArrayList<>();
        Map<String, Tool> tools = new LinkedHashMap<>();
        Set<String> cursors = new HashSet<>();
        String cursor = "";
        do {
            ObjectNode params = STRICT_JSON.createObjectNode().put("withUserTools", true);
            if (!cursor.isEmpty()) {
                params.put("cursor", cursor);
            }
            Optional<McpExchange> page = exchange(device, "tools/list", params);
            if (page.isEmpty()) {
                return exchanges.isEmpty() ? absent(device) : done(new Result.ToolsListed(List.copyOf(tools.values()), exchanges));
            }
            exchanges.add(page.get());
            JsonNode result = strictTree(page.get().answer()).path("result");
            result.path("tools").forEach(tool -> parsed(tool).ifPresent(known -> tools.putIfAbsent(known.name(), known)));
            cursor = result.path("nextCursor").asText("");
        } while (!cursor.isEmpty() && cursors.add(cursor) && exchanges.size() < MAX_PAGES);
        return done(new Result.ToolsListed(List.copyOf(tools.values()), exchanges));
    }

    /// Any address as a person types it may leave a board that does not start any more.
    private Outcome call(DeviceToolCommand.CallTool command) {
        if (command.tool().equals(UPGRADE)) {
            throw FirmwareInstaller.refused(ProblemReason.FIRMWARE_UNCHECKED.toString());
        }
        return call(command.id(), command.tool(), strictTree(command.arguments()))
            .map(exchange -> done(new Result.ToolCalled(command.tool(), exchange, ToolPictures.in(exchange.answer())))).orElseGet(() -> absent(command.id()));
    }

    private Optional<McpExchange> call(DeviceId device, String tool, JsonNode arguments) {
        ObjectNode params = STRICT_JSON.createObjectNode().put("name", tool);
        params.set("arguments", arguments.isObject() ? arguments : STRICT_JSON.createObjectNode());
        return exchange(device, "tools/call", params);
    }

    private Outcome snapshot(DeviceId device) {
        OneTimeTransfers.Upload upload = transfers.expectPicture();
        try {
            ObjectNode arguments = STRICT_JSON.createObjectNode().put("url", address(device) + upload.path()).put("quality", SNAPSHOT_QUALITY);
            Optional<McpExchange> exchange = call(device, SNAPSHOT, arguments);
            if (exchange.isEmpty()) {
                return absent(device);
            }
            // a device that failed uploads nothing any more
            Optional<byte[]> picture = exchange.get().failure().isPresent() ? upload.picture().getNow(Optional.empty())
                : time.await(upload.picture(), UPLOAD_LIMIT).orElse(Optional.empty());
            return done(new Result.ToolCalled(SNAPSHOT, exchange.get(), picture.stream().toList()));
        } finally {
            transfers.close(upload);
        }
    }

    /// The file may have changed since it was confirmed.
    private Outcome install(DeviceToolCommand.InstallFirmware command) {
        FirmwareImage image = firmware.check(command.id(), command.file()).image();
        if (!image.version().equals(command.version())) {
            throw FirmwareInstaller.refused(ProblemReason.FIRMWARE_OTHER_VERSION.toString());
        }
        OneTimeTransfers.Download download = transfers.offer(image.file());
        try {
            Optional<McpExchange> exchange = call(command.id(), UPGRADE, STRICT_JSON.createObjectNode().put("url", address(command.id()) + download.path()));
            boolean fetched = exchange.filter(passed -> passed.failure().isEmpty()).flatMap(_ -> time.await(download.fetched(), FETCH_LIMIT)).orElse(false);
            return exchange.<Outcome>map(
                passed -> new Outcome.Done(fetched ? "firmware_fetched" : "firmware_unfetched", Optional.of(new Result.ToolCalled(UPGRADE, passed, List.of()))))
                .orElseGet(() -> absent(command.id()));
        } finally {
            transfers.close(download);
        }
    }

    /// Where the device reaches this server by HTTP: under the host by which it came, which firmware says without a port.
    private String address(DeviceId device) {
        String host = sessions.hostAskedBy(device).map(asked -> asked.replaceFirst(":\\d+$", "")).filter(asked -> !asked.contains(":"))
            .or(() -> addresses.get().stream().findFirst().map(ServerAddress::host)).orElse("127.0.0.1");
        return "http://" + host + ":" + httpPort.getAsInt();
    }

    private Optional<McpExchange> exchange(DeviceId device, String method, ObjectNode params) {
        return sessions.exchange(device, method, params).map(CompletableFuture::join);
    }

    private static Optional<Tool> parsed(JsonNode tool) {
        boolean forUser = tool.path("annotations").path("audience").valueStream().anyMatch(audience -> audience.asText().equals("user"));
        return Optional.of(tool.path("name").asText("")).filter(name -> !name.isEmpty())
            .map(name -> new Tool(name, tool.path("description").asText(""), tool.path("inputSchema").toString(), forUser));
    }

    private static Outcome done(Result result) {
        return new Outcome.Done("", Optional.of(result));
    }

    private static Outcome absent(DeviceId device) {
        return new Outcome.Failed(Problem.of(ProblemCode.DEVICE_ABSENT, new ProblemSubject.Device(device), device));
    }
}
