/// What the HTTP interfaces for other programs have in common: who may ask ([earshot.api.ApiAccess]), the query ([earshot.api.ApiQuery]) and the form of
/// the answers ([earshot.api.ApiReply]). Meetings and tasks share a token and a limit; what speaks to devices
/// has its own.
package earshot.api;
