package earshot.ui.devices;

import module java.base;

import earshot.config.Settings;
import earshot.engine.Command;
import earshot.problem.Problem;
import earshot.server.ConnectionAttempt;
import earshot.server.WebAccessSettings;

/// What one click on the row of a refused attempt allows.
///
/// @param label key of the button's text
record RefusalRemedy(String label, Command command) {
    /// Empty where nothing can be allowed with one click.
    static Optional<RefusalRemedy> of(ConnectionAttempt attempt) {
        return attempt.problem().filter(problem -> problem.args().size() > 2 && !refused(problem).isBlank()).flatMap(problem -> switch (problem.code()) {
            case ORIGIN_REFUSED -> Optional.of(new RefusalRemedy("attempt.allow.origin", new Command.AllowOrigin(refused(problem))));
            case HOST_REFUSED -> Optional.of(new RefusalRemedy("attempt.allow.host", new Command.AllowHost(refused(problem))));
            default -> Optional.empty();
        });
    }

    /// Whether what was refused is allowed by now, so that the row has done its work.
    static boolean allowedSince(ConnectionAttempt attempt, Settings settings) {
        WebAccessSettings web = settings.of(WebAccessSettings.SECTION);
        return of(attempt).filter(remedy -> switch (remedy.command) {
            case Command.AllowOrigin(String origin) -> web.allowedOrigins().contains(origin);
            case Command.AllowHost(String host) -> web.allowedHosts().contains(host);
            default -> false;
        }).isPresent();
    }

    private static String refused(Problem problem) {
        return problem.args().get(2);
    }
}
