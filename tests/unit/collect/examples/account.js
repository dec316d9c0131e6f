window.YTD.account.part0 = [ { "account" : { "username" : "rivercouncil", "accountDisplayName" : "River Council of Orrin" } } ]
