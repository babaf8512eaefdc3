namespace Switchboard.Connectors.TikTok;

/// <summary>TikTok's words for the contract's choices.</summary>
internal static class TikTokNames
{
    public static string Of(PrivacyLevel level) => level switch
    {
        PrivacyLevel.MutualFollowFriends => "MUTUAL_FOLLOW_FRIENDS",
        PrivacyLevel.FollowerOfCreator => "FOLLOWER_OF_CREATOR",
        PrivacyLevel.SelfOnly => "SELF_ONLY",
        _ => "PUBLIC_TO_EVERYONE",
    };

    /// <summary>A level as the contract writes it; one that it does not know stays as it is.</summary>
    public static string Contract(string level) => level switch
    {
        "PUBLIC_TO_EVERYONE" => "publicToEveryone",
        "MUTUAL_FOLLOW_FRIENDS" => "mutualFollowFriends",
        "FOLLOWER_OF_CREATOR" => "followerOfCreator",
        "SELF_ONLY" => "selfOnly",
        _ => level,
    };

    public static string Of(CampaignObjective objective) => objective switch
    {
        CampaignObjective.Reach => "REACH",
        CampaignObjective.VideoViews => "VIDEO_VIEWS",
        CampaignObjective.LeadGeneration => "LEAD_GENERATION",
        CampaignObjective.WebConversions => "WEB_CONVERSIONS",
        CampaignObjective.Engagement => "ENGAGEMENT",
        _ => "TRAFFIC",
    };

    public static string Of(CampaignStatus status) => status == CampaignStatus.Paused ? "DISABLE" : "ENABLE";
}
