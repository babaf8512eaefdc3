using Microsoft.Extensions.DependencyInjection;
using Switchboard.Calls;
using Switchboard.Connectors.Slack;
using Switchboard.Pipeline;

// One typed call, one by name, one refused: all that a trimmer could have cut off.
var services = new ServiceCollection();
services.AddSwitchboard(options => options.Setting = _ => null).AddConnectors().UseSqlite(args[0]);
await using var provider = services.BuildServiceProvider();
var posted = await provider.GetRequiredService<ISlack>().PostMessageAsync(new PostMessage("C123", "hi"));
var sms = provider.GetRequiredService<ConnectorFactory>().Create("sms");
var sent = await sms.ExecuteAsync("SEND_SMS", """{"to":"+15551234567","from":"+15005550006","body":"hi"}""");
var refused = await sms.ExecuteAsync("SEND_SMS", "{}");
return posted.Channel == "C123" && sent.IsCompleted && refused.Error?.Code == ErrorCode.InvalidInput ? 0 : 1;
