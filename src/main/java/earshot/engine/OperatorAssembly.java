package earshot.engine;

import module java.base;

import earshot.api.ApiAccess;
import earshot.device.DeviceRegistry;
import earshot.engine.Operation.Outcome;
import earshot.lint.LiveLint;
import earshot.metrics.MetricsPage;
import earshot.operator.EventStreams;
import earshot.operator.Operator;
import earshot.operator.OperatorHttpApi;
import earshot.operator.OperatorSettings;
import earshot.operator.OperatorSpeech;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.HttpRoute;
import earshot.session.SessionRegistry;
import earshot.turn.TurnLog;

/// Assembles what people and programs have sent to devices by hand, and what programs read over HTTP.
final class OperatorAssembly {
    /// Requests per second of one address.
    private static final int RATE = 50;
    private static final String WHERE_THE_TOKEN_IS = "The token is shown in Earshot on the computer that runs it: "
        + "Settings, Other programs (server.operator_token)."
        + " Send it as Authorization: Bearer <token>, as X-API-Token or as ?token=.";

    final Operator operator;
    final List<HttpRoute> httpRoutes;

    /// @param queues what waits, by the name of the queue
    OperatorAssembly(CoreServices core, DeviceRegistry devices, SessionRegistry sessions, LiveLint lint, OperatorSpeech speech, TurnLog turns,
        Supplier<Map<String, Integer>> queues) {
        operator = new Operator(core.time(), devices, sessions, lint, speech);
        ApiAccess access = new ApiAccess(WHERE_THE_TOKEN_IS, () -> new ApiAccess.Rules(token(core), RATE), _ -> false, core.time());
        EventStreams events = new EventStreams(core.time(), core.timeline().rows());
        MetricsPage.Sources sources = new MetricsPage.Sources(devices.rows()::get, turns, queues, () -> open(core.problems().entries().get()),
            core.timeline().rows()::end, events::readers);
        httpRoutes = List.of(new OperatorHttpApi(access, () -> token(core).isPresent(), devices.rows()::get, operator, events, core.time()),
            new MetricsPage(access, sources));
    }

    private static Optional<String> token(CoreServices core) {
        return core.settings().of(OperatorSettings.SECTION).token();
    }

    private static List<MetricsPage.OpenProblems> open(List<ProblemEntry> entries) {
        Map<ProblemCode, Long> open = entries.stream().filter(ProblemEntry::open).map(ProblemEntry::problem).map(Problem::code)
            .collect(Collectors.groupingBy(code -> code, () -> new EnumMap<>(ProblemCode.class), Collectors.counting()));
        return open.entrySet().stream().map(entry -> new MetricsPage.OpenProblems(entry.getKey().name(), entry.getKey().severity(), entry.getValue())).toList();
    }

    /// A sentence takes until it was spoken, or never will be.
    Operation run(OperationRunner operations, Command.SendMessage send) {
        return operations.inBackgroundUnlisted(OperationKind.DEVICE,
            _ -> new Outcome.Done("", Optional.of(new Operation.Result.Delivered(Failures.join(operator.send(send.device(), send.message(), send.anyway()))))));
    }
}
