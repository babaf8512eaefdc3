namespace Switchboard.Connectors.TikTok;

/// <summary>Buckets of TikTok's limits; those of posts hold for a user's token.</summary>
internal static class TikTokLimits
{
    public const string CreatorInfo = "creator_info";

    public const string VideoInit = "video/init";

    public const string PostStatus = "status/fetch";

    public const string Ads = "business";
}

/// <summary>Settings of the two APIs, which have tokens of their own.</summary>
internal static class TikTokSettings
{
    public const string Posting = "AccessToken";

    public const string Ads = "AdsAccessToken";

    public const string Advertiser = "AdvertiserId";

    public const string AdsText = "Long-lived access token of TikTok API for Business, for campaigns.";

    public const string AdvertiserText = "Id of the ads account, decimal digits, from TikTok Ads Manager; for campaigns.";
}
