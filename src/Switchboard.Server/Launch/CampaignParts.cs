namespace Switchboard.Server.Launch;

/// <summary>What is mailed.</summary>
/// <param name="From">Sender; null: the account's own.</param>
/// <param name="Subject">Subject, with placeholders.</param>
/// <param name="Body">Plain text, with placeholders.</param>
/// <param name="Html">HTML, with placeholders; null: plain text only.</param>
internal sealed record CampaignMail(string? From, string Subject, string Body, string? Html = null);

/// <summary>What is texted.</summary>
/// <param name="From">Sender, as E.164.</param>
/// <param name="Body">Text, with placeholders.</param>
internal sealed record CampaignText(string From, string Body);

/// <summary>The approved template that goes out by WhatsApp.</summary>
/// <param name="Template">Name of the template.</param>
/// <param name="Language">Its language, as en_US.</param>
/// <param name="Variables">Values of its placeholders 1, 2 and so on; with placeholders of their own.</param>
internal sealed record CampaignTemplate(string Template, string Language, IReadOnlyList<string> Variables);

/// <summary>What the team is told.</summary>
/// <param name="Channel">Channel name or id.</param>
/// <param name="Text">Text, with placeholders of counts.</param>
/// <param name="Guild">For Discord: the server that the channel is in.</param>
internal sealed record CampaignPost(string Channel, string Text, string? Guild = null);

/// <summary>What is posted in public.</summary>
/// <param name="Text">Words of every post; at most 257 characters, so that X has room for the link.</param>
/// <param name="Link">Where to read more.</param>
/// <param name="ImageUrl">JPEG for Instagram.</param>
/// <param name="VideoUrl">Video for TikTok.</param>
/// <param name="Video">The film for YouTube.</param>
internal sealed record CampaignSocial(string Text, string Link, string ImageUrl, string VideoUrl, CampaignVideo Video);

/// <summary>A film to upload.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its description.</param>
/// <param name="Content">The file as base64.</param>
internal sealed record CampaignVideo(string Title, string Description, string Content);

/// <summary>What is spent on advertising, at each of three networks.</summary>
/// <param name="DailyBudget">A day, to begin with.</param>
/// <param name="RaisedBudget">A day, for the network whose clicks are cheapest after the review.</param>
/// <param name="Currency">As USD.</param>
/// <param name="ReviewAfterDays">Days after the start at which budgets are looked at.</param>
/// <param name="Days">Days after the start at which results are read.</param>
internal sealed record CampaignAds(decimal DailyBudget, decimal RaisedBudget, string Currency, int ReviewAfterDays = 3, int Days = 7);

/// <summary>The product that is launched.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Handle">Its handle, by which it is found again.</param>
/// <param name="Variants">What can be bought.</param>
internal sealed record CampaignProduct(string Title, string Handle, IReadOnlyList<CampaignVariant> Variants);

/// <summary>One thing that can be bought.</summary>
/// <param name="Title">As Personal or Team.</param>
/// <param name="Price">In the shop's currency.</param>
/// <param name="Sku">Its own number.</param>
/// <param name="Stock">How many there are.</param>
internal sealed record CampaignVariant(string Title, decimal Price, string Sku, int Stock);

/// <summary>The first customer and what they pay.</summary>
/// <param name="Email">Address.</param>
/// <param name="Name">Name.</param>
/// <param name="Amount">In minor units of the currency.</param>
/// <param name="Currency">As usd.</param>
/// <param name="PaymentMethod">What pays, as pm_card_visa.</param>
internal sealed record CampaignPayment(string Email, string Name, long Amount, string Currency, string PaymentMethod);

/// <summary>The site whose visitors are counted.</summary>
/// <param name="SearchConsole">As Search Console names it: sc-domain:example.com or https://www.example.com/.</param>
internal sealed record CampaignSite(string SearchConsole);
