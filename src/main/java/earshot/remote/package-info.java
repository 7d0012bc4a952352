/// Calls to remote providers: models, recognizers and voices all call through this package, and what tool servers share with them is here. It is above
/// `config` and below `llm`, `asr`, `tts` and `tool`; `llm`, `asr` and `tts` do not use each other.
///
/// - Calling: [earshot.remote.HttpCall] is one request with a limit on silence ([earshot.remote.IdleWatchdog]);
///   [earshot.remote.ProviderCall] adds retry and back-off ([earshot.remote.RetryPolicy]) and errors as problems
///   ([earshot.remote.ProviderErrors]). [earshot.remote.EventStreamReader] reads server-sent events.
/// - Over a WebSocket: [earshot.remote.ProviderSocket] opens what a [earshot.remote.SocketService] describes. What several services of one cloud share
///   has its name: `Aliyun…` and `DashScope…` (Alibaba Cloud), `Baidu…`, `Tencent…`, `Volcengine…`, `Xunfei…` (iFlytek).
/// - Choosing: [earshot.remote.ActiveProvider] follows the settings, [earshot.remote.ProviderFallback] takes over from a provider that fails,
///   [earshot.remote.ProviderHealth] raises and resolves its problems.
/// - By which way: [earshot.remote.ProxyRules]. A provider's `http_proxy` or `https_proxy` goes before the variables of the environment; this computer
///   and its own network are always reached directly. The client speaks no SOCKS.
///
/// Decisions:
/// - A request is sent again after 200 ms and 400 ms, or when the provider asks for it, in seconds or as a date, if the status was 408, 429,
///   500, 502, 503, 504 or 529, or the connection dropped, which happens to one that a server closes because it was idle. It is not sent
///   again once anything of a response was used: the provider may have charged for it, and words may have been spoken.
/// - A refused connection fails at once. The JDK has tried it twice by then, a server that starts needs longer than we may wait, and the
///   fallback answers meanwhile.
/// - Whatever a provider sends is bounded, since one that fails may never stop: lines and events by [earshot.remote.BoundedLineReader], answers in
///   characters and events, sound by the length of its sentence, messages in all of a connection. Redirects are not followed: they would carry keys to
///   another server.
/// - Time limits run on [earshot.time.Time]. Only the limit for connecting is in the HTTP client, which does not report when a connection
///   is established.
/// - Which problem a failure is follows from the provider's words more than from its status (`FailureKind`): keys are refused with 400, empty
///   accounts with 429. Its answer stays with the exception ([earshot.remote.ProviderRefusal]), so that the request can be changed.
/// - What a provider writes about its failure is shown, since it often says what to do, but shortened and without anything that looks like
///   a key.
package earshot.remote;
