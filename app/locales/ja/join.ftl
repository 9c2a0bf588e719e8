join_a_household = 世帯に参加する
what_you_will_see = 招待した人の機器と消耗品を見られるようになります。何を注文し、誰が支払うかは、招待した人のままです。
code = 招待コード
code_hint = 受け取ったリンクに含まれています。
join = 参加する
