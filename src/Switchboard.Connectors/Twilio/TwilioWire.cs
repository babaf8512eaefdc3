namespace Switchboard.Connectors.Twilio;

/// <summary>A message of API 2010-04-01: counts and prices are text, dates RFC 2822.</summary>
internal sealed record MessageResource
{
    public required string Sid { get; init; }

    public required string Status { get; init; }

    public string? AccountSid { get; init; }

    public string? ApiVersion { get; init; }

    public string? Body { get; init; }

    public string? DateCreated { get; init; }

    public string? DateSent { get; init; }

    public string? DateUpdated { get; init; }

    public string? Direction { get; init; }

    public int? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public string? From { get; init; }

    public string? MessagingServiceSid { get; init; }

    public string? NumMedia { get; init; }

    public string? NumSegments { get; init; }

    public string? Price { get; init; }

    public string? PriceUnit { get; init; }

    public IReadOnlyDictionary<string, string>? SubresourceUris { get; init; }

    public string? To { get; init; }

    public string? Uri { get; init; }
}

/// <summary>A page of messages; addresses are relative, null at the ends.</summary>
internal sealed record MessageListResource
{
    public required IReadOnlyList<MessageResource> Messages { get; init; }

    public int Page { get; init; }

    public int PageSize { get; init; }

    public int Start { get; init; }

    public int End { get; init; }

    public string? FirstPageUri { get; init; }

    public string? NextPageUri { get; init; }

    public string? PreviousPageUri { get; init; }

    public string? Uri { get; init; }
}

/// <summary>A phone number of Lookup v2; members of packages that were not asked for are null.</summary>
internal sealed record LookupResource
{
    public string? CallingCountryCode { get; init; }

    public string? CountryCode { get; init; }

    public string? PhoneNumber { get; init; }

    public string? NationalFormat { get; init; }

    public bool? Valid { get; init; }

    public IReadOnlyList<string>? ValidationErrors { get; init; }

    public string? Url { get; init; }
}

/// <summary>A content template of Content v1.</summary>
internal sealed record ContentResource
{
    public required string Sid { get; init; }

    public string? AccountSid { get; init; }

    public string? FriendlyName { get; init; }

    public string? Language { get; init; }

    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Types { get; init; }

    public string? Url { get; init; }

    public DateTimeOffset? DateCreated { get; init; }

    public DateTimeOffset? DateUpdated { get; init; }

    public IReadOnlyDictionary<string, string>? Links { get; init; }
}

/// <summary>A page of content templates; addresses are absolute.</summary>
internal sealed record ContentListResource(IReadOnlyList<ContentResource> Contents, ContentListMeta Meta);

/// <summary>Where a page of content templates stands.</summary>
internal sealed record ContentListMeta
{
    public int Page { get; init; }

    public int PageSize { get; init; }

    public string? FirstPageUrl { get; init; }

    public string? PreviousPageUrl { get; init; }

    public string? Url { get; init; }

    public string? NextPageUrl { get; init; }

    public string Key { get; init; } = "contents";
}

/// <summary>An error of every API.</summary>
internal sealed record ErrorResource(int? Code, string? Message, string? MoreInfo, int? Status);
