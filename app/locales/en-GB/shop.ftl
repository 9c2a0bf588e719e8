cancel_at_maker = Ask { $maker }, as long as it is not sent. After a first cancellation the machine orders again in five days; after a second one not before you have restocked.
